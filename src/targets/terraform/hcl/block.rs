//! Blocks: the structure of a file, built by value. Arguments come before nested blocks and `lifecycle` comes last,
//! whatever the order of calls. Knows nothing of how it is printed.

use super::expression::{Expression, Text, list};
use super::layout::Layout;
use super::path::{bare, each_key};

/// A block with its comment, labels, arguments and nested blocks: a pointer to them, since it moves with every call that
/// fills it.
#[derive(Debug, Clone, PartialEq)]
pub struct Block(pub(super) Box<Parts>);

/// What a block is made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parts {
    pub comment: Comment,
    pub kind: &'static str,
    /// What a resource or data source is one of.
    pub thing: Option<&'static str>,
    pub name: Option<Text>,
    pub arguments: Vec<Argument>,
    /// Whether the first argument is `for_each`.
    pub repeats: bool,
    pub blocks: Vec<Block>,
    pub lifecycle: Option<Block>,
    pub apart: bool,
    note: Comment,
}

/// A pointer, since most things have none.
type Comment = Option<Box<Text>>;

/// One argument of a block. Its name is part of this program, never text of a policy.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Argument {
    pub comment: Comment,
    pub name: &'static str,
    pub value: Expression,
    pub layout: Layout,
}

impl Block {
    /// A block without labels, such as `locals`.
    pub fn new(kind: &'static str) -> Block {
        Block::of(kind, None, None, 6)
    }

    fn of(
        kind: &'static str,
        thing: Option<&'static str>,
        name: Option<Text>,
        arguments: usize,
    ) -> Block {
        Block(Box::new(Parts {
            comment: None,
            kind,
            thing,
            name,
            arguments: Vec::with_capacity(arguments),
            repeats: false,
            blocks: Vec::new(),
            lifecycle: None,
            apart: true,
            note: None,
        }))
    }

    /// `resource "<kind>" "<name>"`.
    pub fn resource(kind: &'static str, name: impl Into<Text>) -> Block {
        Block::of("resource", Some(kind), Some(name.into()), 10)
    }

    /// `data "<kind>" "<name>"`.
    pub fn data(kind: &'static str, name: impl Into<Text>) -> Block {
        Block::of("data", Some(kind), Some(name.into()), 10)
    }

    /// `variable "<name>"`.
    pub fn variable(name: impl Into<Text>) -> Block {
        Block::new("variable").label(name)
    }

    /// `output "<name>"`.
    pub fn output(name: impl Into<Text>) -> Block {
        Block::new("output").label(name)
    }

    /// Gives the block a name.
    #[must_use]
    pub fn label(mut self, label: impl Into<Text>) -> Block {
        self.0.name = Some(label.into());
        self
    }

    /// The word that the block begins with.
    pub fn kind(&self) -> &'static str {
        self.0.kind
    }

    /// The labels in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.0.thing.into_iter().chain(self.0.name.as_deref())
    }

    /// Type and name of a resource.
    pub fn as_resource(&self) -> Option<(&'static str, &str)> {
        let Parts { kind: "resource", thing, name, .. } = &*self.0 else { return None };
        Some(((*thing)?, name.as_deref()?))
    }

    /// Puts a comment above the block.
    #[must_use]
    pub fn comment(mut self, text: impl Into<Text>) -> Block {
        self.0.comment = Some(Box::new(text.into()));
        self
    }

    /// Puts a comment above the argument or block that is added next.
    #[must_use]
    pub fn note(mut self, text: impl Into<Text>) -> Block {
        self.0.note = Some(Box::new(text.into()));
        self
    }

    /// `for_each = <collection>`, which stands first.
    #[must_use]
    pub fn for_each(mut self, collection: impl Into<Expression>) -> Block {
        let value = collection.into();
        let argument = Argument { comment: None, name: "for_each", value, layout: Layout::Auto };
        self.0.arguments.insert(0, argument);
        self.0.repeats = true;
        self
    }

    /// One instance per region: `for_each = local.regions` and `region = each.key`.
    #[must_use]
    pub fn each_region(self) -> Block {
        self.for_each(bare("local.regions")).set("region", each_key())
    }

    /// Adds an argument.
    #[must_use]
    pub fn set(self, name: &'static str, value: impl Into<Expression>) -> Block {
        self.set_as(Layout::Auto, name, value)
    }

    /// Adds an argument whose layout is decided here.
    #[must_use]
    pub fn set_as(
        mut self,
        layout: Layout,
        name: &'static str,
        value: impl Into<Expression>,
    ) -> Block {
        let comment = self.0.note.take();
        self.0.arguments.push(Argument { comment, name, value: value.into(), layout });
        self
    }

    /// Adds an argument where there is a value.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<impl Into<Expression>>) -> Block {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// Adds what `add` adds where `condition` holds.
    #[must_use]
    pub fn when(self, condition: bool, add: impl FnOnce(Block) -> Block) -> Block {
        if condition { add(self) } else { self }
    }

    /// Adds what `add` adds for each of `items`.
    #[must_use]
    pub fn with_each<T>(
        self,
        items: impl IntoIterator<Item = T>,
        add: impl FnMut(Block, T) -> Block,
    ) -> Block {
        items.into_iter().fold(self, add)
    }

    /// Adds a nested block.
    #[must_use]
    pub fn block(self, kind: &'static str, fill: impl FnOnce(Block) -> Block) -> Block {
        self.nested(fill(Block::new(kind)))
    }

    /// Adds `dynamic "<kind>"`, one block for each of `collection`.
    #[must_use]
    pub fn dynamic(
        self,
        kind: &'static str,
        collection: impl Into<Expression>,
        content: impl FnOnce(Block) -> Block,
    ) -> Block {
        self.nested(
            Block::new("dynamic").label(kind).for_each(collection).block("content", content),
        )
    }

    /// Adds a `validation` of a variable.
    #[must_use]
    pub fn validation(
        self,
        condition: impl Into<Expression>,
        error_message: impl Into<Expression>,
    ) -> Block {
        let mut check = Block::new("validation")
            .set("condition", condition)
            .set("error_message", error_message);
        check.0.apart = false;
        self.nested(check)
    }

    /// Adds to `lifecycle`, which stands last.
    #[must_use]
    pub fn lifecycle(mut self, fill: impl FnOnce(Block) -> Block) -> Block {
        let so_far = self.0.lifecycle.take().unwrap_or_else(|| Block::new("lifecycle"));
        self.0.lifecycle = Some(fill(so_far));
        self
    }

    /// Adds `lifecycle { ignore_changes = […] }` for arguments that something else owns from creation on.
    #[must_use]
    pub fn ignore_changes(self, why: impl Into<Text>, arguments: &[&'static str]) -> Block {
        let names: Vec<_> = arguments.iter().map(|name| bare(name)).collect();
        self.lifecycle(|it| it.note(why).set("ignore_changes", list(names)))
    }

    /// Adds a nested block that was built elsewhere; a pending note becomes its comment.
    #[must_use]
    pub fn nested(mut self, mut block: Block) -> Block {
        if let Some(note) = self.0.note.take() {
            block.0.comment = Some(note);
        }
        self.0.blocks.push(block);
        self
    }
}
