//! Things by name, as many as there are: a policy has one or two of each kind, and a tree has room for eleven.

use crate::syntax::tree::Word;

/// Things in the order of their names.
#[derive(Clone, Debug)]
pub struct Named<T>(Vec<(String, T)>);

impl<T> Named<T> {
    /// Of two things of one name the later stays.
    pub(super) fn new(things: Vec<T>, name: impl Fn(&T) -> &Word) -> Self {
        let named = |thing: T| (name(&thing).node.clone(), thing);
        let mut named: Vec<(String, T)> = things.into_iter().map(named).collect();
        named.sort_by(|(one, _), (other, _)| one.cmp(other));
        named.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
        Self(named)
    }

    /// The thing of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        let at = self.0.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        self.0.get(at).map(|(_, thing)| thing)
    }

    /// The names.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }

    /// The things.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, thing)| thing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn things_stand_by_name_and_the_later_of_two_stays() {
        let word = |name: &str| Word::new(name.to_owned(), Span::default());
        let things = [("c", 1), ("a", 2), ("b", 3), ("a", 4), ("c", 5), ("c", 6)];
        let named = Named::new(things.map(|(name, at)| (word(name), at)).to_vec(), |it| &it.0);
        assert_eq!(named.keys().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(named.values().map(|(_, at)| *at).collect::<Vec<_>>(), [4, 3, 6]);
        assert_eq!(named.get("b").map(|(_, at)| *at), Some(3));
        assert!(named.get("d").is_none());
    }
}
