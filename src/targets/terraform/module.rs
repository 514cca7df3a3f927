//! A Terraform module that is being filled: blocks by file, the table of regions, variables and outputs.
//! Knows no resource; decides order, file names and what stands in the table.

use std::collections::BTreeMap;

use super::hcl::{Block, Document, Expression, Text, bare, call, each_key, list, pairs_of, text};
use super::network;
use crate::diagnostic::{Code, Finding};
use crate::plan::Plan;
use crate::plan::names::identifier;
use crate::source::Span;
use crate::targets::{File, Rendered, Thing, Variable};
use crate::words::tick;

const CLASH: Code = Code {
    code: "lowering/address-clash",
    why: "Terraform's addresses come from the policy's names alone, so that no change moves another thing; two names that read the same there cannot both be used.",
};

/// The codes of this module.
pub const CODES: &[Code] = &[CLASH];

/// A block and what caused it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The block.
    pub block: Block,
    /// The place in the policy.
    pub span: Span,
}

/// What a module takes in.
#[derive(Clone, Debug)]
pub struct Input {
    /// What it is, as a sentence.
    pub description: String,
    /// Its type.
    pub kind: Expression,
    /// Conditions and what is said where they do not hold.
    pub validations: Vec<Validation>,
}

/// A condition on a variable.
#[derive(Clone, Debug)]
pub struct Validation {
    /// What has to hold.
    pub condition: Expression,
    /// What is said where it does not: a whole sentence, as Terraform wants it.
    pub message: Expression,
}

/// What a module gives out.
#[derive(Clone, Debug)]
pub struct Output {
    /// What it is and for whom, as a sentence.
    pub description: Text,
    /// Its value.
    pub value: Expression,
}

/// A row of the table of regions.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The weight of the region's records.
    pub weight: Option<u64>,
    /// In how many zones things stand.
    pub zones: u64,
    /// What the region has of each thing, by name, in the order of adding.
    pub cells: BTreeMap<String, Vec<(String, Expression)>>,
}

/// A module that is being filled.
#[derive(Debug, Default)]
pub struct Module {
    /// Blocks by file stem (`public.traffic`), in the order of adding.
    pub files: BTreeMap<String, Vec<Entry>>,
    /// Variables by name.
    pub inputs: BTreeMap<String, (Input, Span)>,
    /// The variables that are written already.
    pub variables: Vec<Variable>,
    /// Outputs by name.
    pub outputs: BTreeMap<String, (Output, Span)>,
    /// Values that several files share, by name.
    pub locals: BTreeMap<&'static str, Expression>,
    /// The table, by region.
    pub rows: BTreeMap<String, Row>,
    /// What Terraform cannot express, and patches that do not fit.
    pub notes: Vec<Finding>,
    /// What people have to do, as lines of prose.
    pub to_do: Vec<String>,
}

impl Module {
    /// An empty module with the regions of a plan.
    pub fn new(plan: &Plan) -> Self {
        let row = |region: &crate::plan::Region| Row {
            weight: region.weight,
            zones: region.zones,
            cells: BTreeMap::new(),
        };
        let rows = plan.regions.iter().map(|region| (region.code.clone(), row(region))).collect();
        Self { rows, ..Self::default() }
    }

    /// Adds a block to a file, after what is there.
    pub fn add(&mut self, stem: &str, block: Block, span: Span) {
        let entry = Entry { block, span };
        match self.files.get_mut(stem) {
            Some(entries) => entries.push(entry),
            None => drop(self.files.insert(stem.to_owned(), vec![entry])),
        }
    }

    /// Adds a file of its own, where anything stands in it.
    pub fn file(&mut self, stem: &str, entries: impl Iterator<Item = Entry>) {
        let entries: Vec<Entry> = entries.collect();
        if !entries.is_empty() {
            self.files.insert(stem.to_owned(), entries);
        }
    }

    /// Takes a variable in; the first of a name stays.
    pub fn variable(&mut self, name: impl Into<String>, input: Input, span: Span) {
        self.inputs.entry(name.into()).or_insert((input, span));
    }

    /// Takes in a map of strings by region, each of which has to begin as its kind does (see [`network::arn_prefix`]);
    /// `needs` ends the sentence `Each of … needs …`.
    pub fn regional_variable(
        &mut self,
        name: &str,
        description: impl Into<String>,
        prefix: impl Into<Expression>,
        needs: &str,
        regions: &[String],
        span: Span,
    ) {
        let input = network::by_region(self, name, description.into(), prefix, needs, regions);
        self.variable(name, input, span);
    }

    /// Gives a value out.
    pub fn output(
        &mut self,
        name: String,
        description: impl Into<Text>,
        value: impl Into<Expression>,
        span: Span,
    ) {
        let output = Output { description: description.into(), value: value.into() };
        self.outputs.insert(name, (output, span));
    }

    /// Names a value that several files share.
    pub fn local(&mut self, name: &'static str, value: impl Into<Expression>) {
        self.locals.insert(name, value.into());
    }

    /// Puts a value of a thing into the table: `local.regions["eu-west-1"].web.min`.
    pub fn cell(&mut self, region: &str, thing: &str, key: &str, value: impl Into<Expression>) {
        let Some(row) = self.rows.get_mut(region) else { return };
        let cells = row.cells.entry(cell_name(thing)).or_default();
        match cells.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => *known = value.into(),
            None => cells.push((key.to_owned(), value.into())),
        }
    }

    /// A value that may differ by region: a literal where all agree, else it moves into the table and is read there.
    pub fn differing(
        &mut self,
        thing: &str,
        key: &str,
        values: &BTreeMap<String, Expression>,
    ) -> Expression {
        let mut distinct = values.values();
        match distinct.next() {
            Some(first) if distinct.all(|other| other == first) => return first.clone(),
            Some(_) | None => {}
        }
        for (region, value) in values {
            self.cell(region, thing, key, value.clone());
        }
        read(thing, key)
    }

    /// What `for_each` goes over for a thing that stands in some regions: the table where it stands in all, else the
    /// rows that have the thing, else those that are named.
    pub fn regions(&self, thing: &str, regions: &[String]) -> Expression {
        if self.rows.keys().all(|code| regions.contains(code)) {
            return bare("local.regions").into();
        }
        let name = cell_name(thing);
        let known =
            |code: &String| self.rows.get(code).is_some_and(|row| row.cells.contains_key(&name));
        let rows = pairs_of("region", "settings", bare("local.regions"));
        let tabled = self.rows.keys().all(|code| known(code) == regions.contains(code));
        let condition = if tabled { has(&name) } else { among(regions) };
        rows.only_if(condition).object(bare("region"), bare("settings"))
    }

    /// The files, with what caused each block and what has to be filled in. The module has nothing left.
    pub fn render(self, service: &str) -> Rendered {
        let mut rendered = Rendered {
            notes: self.notes,
            to_do: self.to_do,
            variables: self.variables,
            ..Rendered::default()
        };
        let mut document = Document::compiled_from(service);
        for (stem, entries) in &self.files {
            let path = ["terraform/", stem, ".tf"].concat();
            document.clear();
            entries.iter().for_each(|entry| document.push(&entry.block));
            let thing = |entry: &Entry| Thing { name: address(&entry.block), span: entry.span };
            let things = entries.iter().map(thing).collect();
            rendered.files.push(File { path, text: document.text().into(), things });
        }
        rendered.notes.extend(clashes(&rendered.files));
        rendered
    }

    /// The same as a list of codes, for validations: `keys(local.regions)` where it is all.
    pub fn codes(&self, regions: &[String]) -> Expression {
        if self.rows.keys().all(|code| regions.contains(code)) {
            return call("keys", [bare("local.regions")]);
        }
        list(regions.to_vec())
    }
}

/// `each.value.web.min`: what [`Module::cell`] put into the table.
pub fn read(thing: &str, key: &str) -> Expression {
    bare("each.value").field(&cell_name(thing)).field(key).into()
}

/// A thing's name in the table; a row has a weight and zones of its own.
fn cell_name(thing: &str) -> String {
    let name = identifier(thing);
    if matches!(name.as_str(), "weight" | "zones") { format!("{name}_") } else { name }
}

/// `contains(keys(settings), "web")`
fn has(thing: &str) -> Expression {
    call("contains", (call("keys", [bare("settings")]), text(thing.to_owned())))
}

/// `contains(["eu-west-1"], region)`
fn among(regions: &[String]) -> Expression {
    call("contains", (list(regions.to_vec()), bare("region")))
}

/// A resource with one instance for each of a collection of regions, in that region.
pub fn regional(kind: &'static str, name: String, each: Expression) -> Block {
    Block::resource(kind, name).for_each(each).set("region", each_key())
}

/// Two blocks of one address: names of the policy that read the same with `_` for `-` and what follows them.
fn clashes(files: &[File]) -> Vec<Finding> {
    let mut named: Vec<&Thing> = Vec::new();
    files.iter().for_each(|file| named.extend(&file.things));
    // Most names differ in length already.
    named.sort_by_key(|thing| (thing.name.len(), &thing.name));
    let mut clashes = Vec::new();
    for two in named.windows(2) {
        let [Thing { name, span: first }, Thing { name: second, span }] = two else { continue };
        if name == second && name.contains('.') {
            let message = format!("two things would have the address {} in Terraform", tick(name));
            let finding = Finding::error(CLASH.code, message, *span, "the second");
            let finding = finding.also(*first, "the first").help("give one of them another name");
            clashes.push((name, finding));
        }
    }
    clashes.sort_by_key(|(name, _)| *name);
    clashes.into_iter().map(|(_, finding)| finding).collect()
}

/// A block's address: `aws_lb.public`, `data.aws_ami.web`, `variable.network`, `locals`.
pub fn address(block: &Block) -> String {
    let kind = Some(block.kind()).filter(|kind| *kind != "resource");
    let mut address = String::with_capacity(64);
    for word in kind.into_iter().chain(block.labels()) {
        if !address.is_empty() {
            address.push('.');
        }
        address.push_str(word);
    }
    address
}
