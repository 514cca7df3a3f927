//! Typed objects as trees, by way of serde. In: whatever serializes. Out: a tree in the order of the type's fields.
//! Keys that are not text are refused; no type here has any.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{self, Error as _, Impossible};
use serde_json::{Error, Number};

use super::tree::{Key, Tree};

/// Turns values into trees.
pub struct Writer;

/// A list that is being read.
pub struct Items(Vec<Tree>);

/// A mapping that is being read.
pub struct Entries(Vec<(Key, Tree)>, Option<Key>);

fn keyed(variant: &'static str, tree: Tree) -> Tree {
    Tree::Map(vec![(Cow::Borrowed(variant), tree)])
}

impl ser::Serializer for Writer {
    type Ok = Tree;
    type Error = Error;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Impossible<Tree, Error>;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Impossible<Tree, Error>;

    fn serialize_bool(self, yes: bool) -> Result<Tree, Error> {
        Ok(Tree::Bool(yes))
    }

    fn serialize_i8(self, number: i8) -> Result<Tree, Error> {
        self.serialize_i64(i64::from(number))
    }

    fn serialize_i16(self, number: i16) -> Result<Tree, Error> {
        self.serialize_i64(i64::from(number))
    }

    fn serialize_i32(self, number: i32) -> Result<Tree, Error> {
        self.serialize_i64(i64::from(number))
    }

    fn serialize_i64(self, number: i64) -> Result<Tree, Error> {
        Ok(Tree::Number(number.into()))
    }

    fn serialize_u8(self, number: u8) -> Result<Tree, Error> {
        self.serialize_u64(u64::from(number))
    }

    fn serialize_u16(self, number: u16) -> Result<Tree, Error> {
        self.serialize_u64(u64::from(number))
    }

    fn serialize_u32(self, number: u32) -> Result<Tree, Error> {
        self.serialize_u64(u64::from(number))
    }

    fn serialize_u64(self, number: u64) -> Result<Tree, Error> {
        Ok(Tree::Number(number.into()))
    }

    fn serialize_f32(self, number: f32) -> Result<Tree, Error> {
        self.serialize_f64(f64::from(number))
    }

    fn serialize_f64(self, number: f64) -> Result<Tree, Error> {
        Ok(Number::from_f64(number).map_or(Tree::Null, Tree::Number))
    }

    fn serialize_char(self, character: char) -> Result<Tree, Error> {
        Ok(Tree::Text(Cow::Owned(character.to_string())))
    }

    fn serialize_str(self, text: &str) -> Result<Tree, Error> {
        Ok(Tree::Text(Cow::Owned(text.to_owned())))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Tree, Error> {
        Ok(Tree::List(bytes.iter().map(|byte| Tree::Number((*byte).into())).collect()))
    }

    fn serialize_none(self) -> Result<Tree, Error> {
        Ok(Tree::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Tree, Error> {
        Ok(Tree::Null)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Tree, Error> {
        Ok(Tree::Null)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Tree, Error> {
        Ok(Tree::Text(Cow::Borrowed(variant)))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<Tree, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Tree, Error> {
        Ok(keyed(variant, value.serialize(self)?))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items, Error> {
        Ok(Items(Vec::with_capacity(length.unwrap_or(0))))
    }

    fn serialize_tuple(self, length: usize) -> Result<Items, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _name: &'static str, length: usize) -> Result<Items, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Impossible<Tree, Error>, Error> {
        Err(Error::custom(name))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Entries, Error> {
        Ok(Entries(Vec::with_capacity(length.unwrap_or(0)), None))
    }

    fn serialize_struct(self, _name: &'static str, length: usize) -> Result<Entries, Error> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Impossible<Tree, Error>, Error> {
        Err(Error::custom(name))
    }
}

impl ser::SerializeSeq for Items {
    type Ok = Tree;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.push(value.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Result<Tree, Error> {
        Ok(Tree::List(self.0))
    }
}

impl ser::SerializeTuple for Items {
    type Ok = Tree;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Tree, Error> {
        Ok(Tree::List(self.0))
    }
}

impl ser::SerializeTupleStruct for Items {
    type Ok = Tree;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Tree, Error> {
        Ok(Tree::List(self.0))
    }
}

impl ser::SerializeMap for Entries {
    type Ok = Tree;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        match key.serialize(Writer)? {
            Tree::Text(key) => self.1 = Some(key),
            Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::List(_) | Tree::Map(_) => {
                return Err(Error::custom("a key that is not text"));
            }
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = self.1.take().ok_or_else(|| Error::custom("a value without a key"))?;
        self.0.push((key, value.serialize(Writer)?));
        Ok(())
    }

    fn end(self) -> Result<Tree, Error> {
        Ok(Tree::Map(self.0))
    }
}

impl ser::SerializeStruct for Entries {
    type Ok = Tree;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.0.push((Cow::Borrowed(key), value.serialize(Writer)?));
        Ok(())
    }

    fn end(self) -> Result<Tree, Error> {
        Ok(Tree::Map(self.0))
    }
}
