//! Files to units. In: paths of the command line. Out: every source with its tree and the files that it uses, each
//! read once.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::Stop;
use super::project::{self, Project};
use crate::diagnostic::Finding;
use crate::model::Unit;
use crate::source::{FileId, Sources};
use crate::syntax::{self, tree::Body, tree::Kind, tree::Node};
use crate::words::tick;

/// 16 MiB: what a policy may hold at most.
const LIMIT: u64 = 16 << 20;

/// Everything that was read.
pub struct Loaded {
    /// The texts.
    pub sources: Sources,
    /// The files named, with what they use.
    pub units: Vec<Unit>,
    /// What was found while reading and parsing.
    pub findings: Vec<Finding>,
    /// The project.
    pub project: Project,
}

/// Reads all policies of some paths.
pub fn load(paths: &[PathBuf], date: Option<&str>) -> Result<Loaded, Stop> {
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let project = project::find(&folder_of(first)?, date)?;
    let mut reader = Reader {
        sources: Sources::default(),
        parsed: BTreeMap::new(),
        findings: Vec::new(),
        root: project.root.clone(),
    };
    let mut units = Vec::new();
    for named in files(paths)? {
        let (file, body) = reader.file(&named.path)?;
        let has_service = body.iter().any(is_service);
        if has_service {
            let used = reader.used(&named.path, &body);
            units.push(Unit { body, used });
        } else if named.directly && !reader.broken(file) {
            return Err(Stop::trouble(format!("{} holds no service", named.path.display())));
        }
    }
    let Reader { sources, findings, .. } = reader;
    Ok(Loaded { sources, units, findings, project })
}

fn is_service(statement: &crate::syntax::tree::Statement) -> bool {
    matches!(&statement.node, Node::Block(block) if block.kind.node == Kind::Service)
}

fn folder_of(path: &Path) -> Result<PathBuf, Stop> {
    if path.as_os_str() == "-" {
        return canonical(Path::new("."));
    }
    let path = canonical(path)?;
    if path.is_dir() { Ok(path) } else { Ok(path.parent().unwrap_or(&path).to_path_buf()) }
}

fn canonical(path: &Path) -> Result<PathBuf, Stop> {
    path.canonicalize()
        .map_err(|cause| Stop::trouble(format!("cannot read {}: {cause}", path.display())))
}

struct Named {
    path: PathBuf,
    directly: bool,
}

fn files(paths: &[PathBuf]) -> Result<Vec<Named>, Stop> {
    let mut files = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            files.push(Named { path: path.clone(), directly: true });
        } else if canonical(path)?.is_dir() {
            walk(path, 0, &mut files)?;
        } else {
            files.push(Named { path: path.clone(), directly: true });
        }
    }
    if files.is_empty() {
        return Err(Stop::trouble("no policy found: a policy's name ends in .terrace"));
    }
    files.dedup_by(|one, other| one.path == other.path);
    Ok(files)
}

/// Policies below a folder, in order of their names; hidden folders and links are not followed.
fn walk(folder: &Path, depth: usize, files: &mut Vec<Named>) -> Result<(), Stop> {
    let trouble =
        |cause: std::io::Error| Stop::trouble(format!("cannot read {}: {cause}", folder.display()));
    let entries: Result<Vec<_>, _> = std::fs::read_dir(folder).map_err(trouble)?.collect();
    let mut entries = entries.map_err(trouble)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type().map_err(trouble)?;
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if kind.is_dir() && !hidden && depth < 32 {
            walk(&path, depth + 1, files)?;
        } else if kind.is_file() && path.extension().is_some_and(|ending| ending == "terrace") {
            files.push(Named { path, directly: false });
        }
    }
    Ok(())
}

/// The paths of all policies of some paths.
pub fn policies(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    Ok(files(paths)?.into_iter().map(|named| named.path).collect())
}

struct Reader {
    sources: Sources,
    parsed: BTreeMap<PathBuf, (FileId, Body)>,
    findings: Vec<Finding>,
    root: PathBuf,
}

impl Reader {
    fn file(&mut self, path: &Path) -> Result<(FileId, Body), Stop> {
        let key = if path.as_os_str() == "-" { path.to_path_buf() } else { canonical(path)? };
        if let Some(known) = self.parsed.get(&key) {
            return Ok(known.clone());
        }
        let text = text(path)?;
        let name = self.name(&key, path);
        let file = self.sources.add(name, text.as_str());
        let (tree, findings) = syntax::parse(file, &text);
        self.findings.extend(findings);
        self.parsed.insert(key, (file, tree.body.clone()));
        Ok((file, tree.body))
    }

    /// Relative to the project, so that messages and manifests are the same on every machine.
    fn name(&self, key: &Path, path: &Path) -> String {
        let shown = key.strip_prefix(&self.root).unwrap_or(path);
        shown.to_string_lossy().replace('\\', "/")
    }

    fn broken(&self, file: FileId) -> bool {
        self.findings.iter().any(|finding| finding.span().file == file)
    }

    fn used(&mut self, path: &Path, body: &Body) -> Vec<Body> {
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let mut used = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        self.follow(&folder, body, &mut seen, &mut used);
        used
    }

    fn follow(
        &mut self,
        folder: &Path,
        body: &Body,
        seen: &mut std::collections::BTreeSet<PathBuf>,
        used: &mut Vec<Body>,
    ) {
        for statement in body {
            let Node::Use(file) = &statement.node else { continue };
            let target = folder.join(&file.node);
            match self.inside(&target, &file.node) {
                Ok(path) if seen.contains(&path) => {}
                Ok(path) => {
                    seen.insert(path.clone());
                    if let Ok((_, body)) = self.file(&path) {
                        let folder = path.parent().unwrap_or(&path).to_path_buf();
                        self.follow(&folder, &body, seen, used);
                        used.push(body);
                    }
                }
                Err(message) => self.findings.push(
                    Finding::error("model/bad-use", message, file.span, "cannot be used")
                        .help("name a file by its path from this one, inside the project"),
                ),
            }
        }
    }

    /// The real path of a used file, which has to lie inside the project, links resolved.
    fn inside(&self, target: &Path, written: &str) -> Result<PathBuf, String> {
        if Path::new(written).is_absolute() {
            return Err(format!("{} is not a relative path", tick(written)));
        }
        let path = target
            .canonicalize()
            .map_err(|cause| format!("cannot read {}: {cause}", tick(written)))?;
        if !path.starts_with(&self.root) {
            return Err(format!("{} lies outside the project", tick(written)));
        }
        text(&path).map_err(|stop| stop.message)?;
        Ok(path)
    }
}

/// The text of a file or of standard input: at most 16 MiB, UTF-8.
pub fn text(path: &Path) -> Result<String, Stop> {
    let shown =
        if path.as_os_str() == "-" { "standard input".into() } else { path.display().to_string() };
    let trouble = |cause: std::io::Error| Stop::trouble(format!("cannot read {shown}: {cause}"));
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().take(LIMIT + 1).read_to_end(&mut bytes).map_err(trouble)?;
    } else {
        let file = std::fs::File::open(path).map_err(trouble)?;
        file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(trouble)?;
    }
    if bytes.len() as u64 > LIMIT {
        return Err(Stop::trouble(format!("{shown} is larger than 16 MiB")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Stop::trouble(format!("{shown} is not UTF-8 text: byte {} does not fit", at + 1))
    })
}
