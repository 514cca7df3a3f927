//! Typed objects as lines, by way of serde. In: whatever serializes, and where it stands. Out: its lines on a page, and
//! whether they say anything: a mapping without entries does not. Numbers as keys are text; other keys do not occur.

use std::fmt::Error;

use serde::Serialize;
use serde::ser::{self, Impossible};
use serde_json::Number;

use super::order;
use super::print::{Entry, Mapping, Page, Place};
use super::scalar;

/// Writes one value at its place, its lines `depth` levels deep.
pub struct Writer<'p, 'c> {
    /// The page that it goes to.
    pub page: &'p mut Page<'c>,
    /// What it stands behind.
    pub place: Place,
    /// How deep its lines are.
    pub depth: usize,
}

/// A list that is being read.
pub struct Items<'p, 'c> {
    writer: Writer<'p, 'c>,
    start: usize,
    count: usize,
}

/// A mapping that is being read.
pub struct Entries<'p, 'c> {
    page: &'p mut Page<'c>,
    mapping: Mapping,
    /// The key that is read.
    key: Key,
}

/// A key whose value follows.
#[derive(Clone, Copy, Default)]
struct Key {
    /// It, where it is known when Terrace is compiled.
    known: &'static str,
    /// Where it stands in the usual order.
    rank: usize,
    /// Where its line begins, or what is said of it.
    line: usize,
    /// Where it begins.
    start: usize,
}

impl<'p, 'c> Writer<'p, 'c> {
    fn line(self, write: impl FnOnce(&mut String)) -> bool {
        self.page.scalar(self.place, write);
        true
    }

    fn shown(self, value: &impl ToString) -> bool {
        self.line(|out| out.push_str(&value.to_string()))
    }

    fn entries(self) -> Entries<'p, 'c> {
        let mapping = self.page.open(self.place, self.depth);
        Entries { page: self.page, mapping, key: Key::default() }
    }
}

impl Entries<'_, '_> {
    /// Writes a key of our own or of the API.
    fn known(&mut self, known: &'static str, rank: usize) {
        let line = self.page.text.len();
        self.page.key(self.mapping, known);
        let start = self.page.text.len();
        if order::is_listed(rank) {
            self.page.text.push_str(known);
        } else {
            scalar::write_text(&mut self.page.text, known);
        }
        self.key = Key { known, rank, line, start };
    }

    /// Writes a key that is data.
    fn other<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let line = self.page.text.len();
        self.page.key(self.mapping, "");
        let start = self.page.text.len();
        key.serialize(Writer { page: &mut *self.page, place: Place::Top, depth: 0 })?;
        self.page.text.pop();
        let rank = order::rank(self.page.text.get(start..).unwrap_or_default());
        self.key = Key { known: order::key(rank), rank, line, start };
        if order::is_listed(rank) {
            self.page.leave();
            self.page.text.truncate(line);
            self.known(order::key(rank), rank);
        }
        Ok(())
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let Key { known, rank, line, start } = self.key;
        self.page.text.push(':');
        let depth = self.mapping.depth + 1;
        let says = value.serialize(Writer { page: &mut *self.page, place: Place::Key, depth })?;
        self.page.leave();
        if says {
            let end = self.page.text.len();
            self.page.add(Entry { key: known, rank, start, end });
        } else {
            self.page.text.truncate(line);
        }
        Ok(())
    }
}

impl<'p, 'c> ser::Serializer for Writer<'p, 'c> {
    type Ok = bool;
    type Error = Error;
    type SerializeSeq = Items<'p, 'c>;
    type SerializeTuple = Items<'p, 'c>;
    type SerializeTupleStruct = Items<'p, 'c>;
    type SerializeTupleVariant = Impossible<bool, Error>;
    type SerializeMap = Entries<'p, 'c>;
    type SerializeStruct = Entries<'p, 'c>;
    type SerializeStructVariant = Impossible<bool, Error>;

    fn serialize_bool(self, yes: bool) -> Result<bool, Error> {
        Ok(self.shown(&yes))
    }

    fn serialize_i8(self, number: i8) -> Result<bool, Error> {
        Ok(self.shown(&number))
    }

    fn serialize_i16(self, number: i16) -> Result<bool, Error> {
        Ok(self.shown(&number))
    }

    fn serialize_i32(self, number: i32) -> Result<bool, Error> {
        Ok(self.shown(&number))
    }

    fn serialize_i64(self, number: i64) -> Result<bool, Error> {
        Ok(self.shown(&number))
    }

    fn serialize_u8(self, number: u8) -> Result<bool, Error> {
        Ok(self.shown(&number))
    }

    fn serialize_u16(self, number: u16) -> Result<bool, Error> {
        Ok(self.shown(&number))
    }

    fn serialize_u32(self, number: u32) -> Result<bool, Error> {
        Ok(self.shown(&number))
    }

    fn serialize_u64(self, number: u64) -> Result<bool, Error> {
        Ok(self.shown(&number))
    }

    fn serialize_f32(self, number: f32) -> Result<bool, Error> {
        self.serialize_f64(f64::from(number))
    }

    fn serialize_f64(self, number: f64) -> Result<bool, Error> {
        match Number::from_f64(number) {
            Some(number) => Ok(self.shown(&number)),
            None => self.serialize_unit(),
        }
    }

    fn serialize_char(self, character: char) -> Result<bool, Error> {
        self.serialize_str(character.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<bool, Error> {
        Ok(self.line(|out| scalar::write_text(out, text)))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<bool, Error> {
        bytes.serialize(self)
    }

    fn serialize_none(self) -> Result<bool, Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<bool, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<bool, Error> {
        Ok(self.shown(&"null"))
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<bool, Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<bool, Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<bool, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<bool, Error> {
        let mut entries = self.entries();
        ser::SerializeStruct::serialize_field(&mut entries, variant, value)?;
        ser::SerializeStruct::end(entries)
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<Items<'p, 'c>, Error> {
        let start = self.page.text.len();
        if self.place != Place::Top {
            self.page.text.push('\n');
        }
        Ok(Items { writer: self, start, count: 0 })
    }

    fn serialize_tuple(self, length: usize) -> Result<Items<'p, 'c>, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        length: usize,
    ) -> Result<Items<'p, 'c>, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Impossible<bool, Error>, Error> {
        Err(Error)
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Entries<'p, 'c>, Error> {
        Ok(self.entries())
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Entries<'p, 'c>, Error> {
        Ok(self.entries())
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Impossible<bool, Error>, Error> {
        Err(Error)
    }
}

impl ser::SerializeSeq for Items<'_, '_> {
    type Ok = bool;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let Writer { page, depth, .. } = &mut self.writer;
        page.dash(self.count, *depth);
        value.serialize(Writer { page, place: Place::Dash, depth: *depth + 1 })?;
        page.leave();
        self.count += 1;
        Ok(())
    }

    fn end(self) -> Result<bool, Error> {
        let Writer { page, place, .. } = self.writer;
        if self.count == 0 {
            page.text.truncate(self.start);
            page.scalar(place, |out| out.push_str("[]"));
        }
        Ok(true)
    }
}

impl ser::SerializeTuple for Items<'_, '_> {
    type Ok = bool;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<bool, Error> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeTupleStruct for Items<'_, '_> {
    type Ok = bool;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<bool, Error> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeMap for Entries<'_, '_> {
    type Ok = bool;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.other(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.value(value)
    }

    fn end(self) -> Result<bool, Error> {
        Ok(self.page.close(self.mapping))
    }
}

impl ser::SerializeStruct for Entries<'_, '_> {
    type Ok = bool;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.known(key, order::rank(key));
        self.value(value)
    }

    fn end(self) -> Result<bool, Error> {
        Ok(self.page.close(self.mapping))
    }
}
