//! Things by name, as many as there are: a policy has one or two of each kind, and a tree has room for eleven.

use crate::syntax::tree::Word;

/// Things in the order of their names.
#[derive(Clone, Debug)]
pub struct Named<T>(Vec<(String, T)>);

impl<T> Named<T> {
    /// Of two things of one name the later stays.
    pub(super) fn new(things: Vec<T>, name: impl Fn(&T) -> &Word) -> Self {
        let mut named: Vec<(String, T)> = Vec::with_capacity(things.len());
        for thing in things {
            let key = name(&thing).node.clone();
            match named.binary_search_by(|(known, _)| known.cmp(&key)) {
                Ok(at) => named[at].1 = thing,
                Err(at) => named.insert(at, (key, thing)),
            }
        }
        Self(named)
    }

    /// The thing of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, thing)| thing)
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
