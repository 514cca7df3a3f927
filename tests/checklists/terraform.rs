//! A module of Terraform as parsed bodies. In: its files. Out: instances of resources and data sources, with their
//! arguments evaluated as far as they do not depend on what only AWS knows.

use hcl::eval::{Context, Evaluate};
use hcl::{Body, Expression, Value};

/// All files of a module as one body, with its locals.
pub struct Module {
    body: Body,
    locals: Value,
}

/// One instance of a block: an argument holds `each` where the block has a `for_each`.
pub struct Instance {
    /// The name in its address.
    pub name: String,
    /// The region that it stands in.
    pub region: String,
    /// The key of its `for_each`.
    pub key: String,
    body: Body,
    context: Context<'static>,
}

impl Module {
    pub fn parse<'a>(files: impl Iterator<Item = &'a str>) -> Self {
        let bodies = files.map(|text| hcl::parse(text).expect("HCL"));
        let body: Body = bodies.flatten().collect();
        let mut locals = hcl::Map::new();
        for attribute in body
            .blocks()
            .filter(|block| block.identifier() == "locals")
            .flat_map(|block| block.body().attributes())
        {
            if let Ok(value) =
                attribute.expr().evaluate(&context(&Value::Object(locals.clone()), None))
            {
                locals.insert(attribute.key().to_owned(), value);
            }
        }
        Self { body, locals: Value::Object(locals) }
    }

    /// The codes of the regions table.
    pub fn regions(&self) -> Vec<String> {
        let regions = self.locals.as_object().and_then(|locals| locals.get("regions"));
        regions.and_then(Value::as_object).expect("regions").keys().cloned().collect()
    }

    /// The only block of a kind: a provider, a budget's notification …
    pub fn only(&self, kind: &str) -> Instance {
        let mut blocks = self.body.blocks().filter(|block| block.identifier() == kind);
        let block = blocks.next().expect(kind);
        assert!(blocks.next().is_none(), "two of {kind}");
        self.instance(String::new(), block.body(), None)
    }

    /// How many blocks of a type there are, whatever their instances.
    pub fn blocks(&self, of: &str) -> usize {
        self.body.blocks().filter(|block| labelled(block, of)).count()
    }

    /// The instances of a type of resource or data source, in order of writing.
    pub fn instances(&self, of: &str) -> Vec<Instance> {
        let blocks = self.body.blocks().filter(|block| labelled(block, of));
        blocks.flat_map(|block| self.of_block(block)).collect()
    }

    fn of_block(&self, block: &hcl::Block) -> Vec<Instance> {
        let name = || block.labels()[1].as_str().to_owned();
        let over = block.body().attributes().find(|attribute| attribute.key() == "for_each");
        let Some(over) = over else { return vec![self.instance(name(), block.body(), None)] };
        let over = over.expr().evaluate(&context(&self.locals, None)).expect("for_each");
        let over = over.as_object().expect("a map").clone();
        let each = |(key, value): (String, Value)| {
            let each = [("key".to_owned(), Value::from(key)), ("value".to_owned(), value)];
            Value::Object(each.into_iter().collect())
        };
        let instances =
            over.into_iter().map(|pair| self.instance(name(), block.body(), Some(each(pair))));
        instances.collect()
    }

    fn instance(&self, name: String, body: &Body, each: Option<Value>) -> Instance {
        let key = each
            .as_ref()
            .and_then(|each| each.as_object()?.get("key")?.as_str().map(str::to_owned));
        let mut instance = Instance {
            name,
            region: String::new(),
            key: key.unwrap_or_default(),
            body: body.clone(),
            context: context(&self.locals, each),
        };
        if instance.argument("region").is_some() {
            instance.region = instance.text("region");
        }
        instance
    }
}

fn labelled(block: &hcl::Block, of: &str) -> bool {
    block.labels().len() == 2 && block.labels()[0].as_str() == of
}

fn context(locals: &Value, each: Option<Value>) -> Context<'static> {
    let mut context = Context::new();
    context.declare_var("local", locals.clone());
    // What comes in as a variable and is iterated over.
    let secrets = hcl::value!({
        "secret_arns" = { "token" = "arn:aws:secretsmanager:us-west-2:333333333333:secret:token" }
    });
    context.declare_var("var", secrets);
    if let Some(each) = each {
        context.declare_var("each", each);
    }
    context
}

impl Instance {
    /// An argument as it is written, by a path of nested blocks: `alias.name`.
    pub fn argument(&self, path: &str) -> Option<&Expression> {
        let (blocks, key) =
            path.rsplit_once('.').map_or((None, path), |(blocks, key)| (Some(blocks), key));
        let mut body = &self.body;
        for wanted in blocks.into_iter().flat_map(|blocks| blocks.split('.')) {
            body = body.blocks().find(|block| block.identifier() == wanted)?.body();
        }
        body.attributes().find(|attribute| attribute.key() == key).map(hcl::Attribute::expr)
    }

    /// Whether an argument is exactly an expression: a reference to another resource.
    pub fn is(&self, path: &str, expression: &str) -> bool {
        let wanted: Expression = expression.parse().expect("an expression");
        self.argument(path) == Some(&wanted)
    }

    /// The value of an argument that does not depend on what only AWS knows.
    pub fn value(&self, path: &str) -> Value {
        let argument = self.argument(path).unwrap_or_else(|| panic!("no {path} in {}", self.name));
        argument.evaluate(&self.context).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn text(&self, path: &str) -> String {
        self.value(path).as_str().expect(path).to_owned()
    }

    pub fn number(&self, path: &str) -> f64 {
        self.value(path).as_number().and_then(hcl::Number::as_f64).expect(path)
    }

    /// The members of a list that is written as one.
    pub fn members(&self, path: &str) -> Vec<Expression> {
        match self.argument(path) {
            Some(Expression::Array(members)) => members.clone(),
            _ => panic!("{path} is no list"),
        }
    }

    /// Nested blocks of a kind, anywhere below, as instances of their own.
    pub fn nested(&self, kind: &str) -> Vec<Instance> {
        below(&self.body, kind)
            .into_iter()
            .map(|body| Instance {
                name: self.name.clone(),
                region: self.region.clone(),
                key: self.key.clone(),
                body,
                context: self.context.clone(),
            })
            .collect()
    }

    /// The keys of all arguments and blocks at the top.
    pub fn keys(&self) -> Vec<&str> {
        let arguments = self.body.attributes().map(hcl::Attribute::key);
        arguments.chain(self.body.blocks().map(hcl::Block::identifier)).collect()
    }
}

fn below(body: &Body, kind: &str) -> Vec<Body> {
    let mut found = Vec::new();
    for block in body.blocks() {
        if block.identifier() == kind {
            found.push(block.body().clone());
        }
        found.extend(below(block.body(), kind));
    }
    found
}
