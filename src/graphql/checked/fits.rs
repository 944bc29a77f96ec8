//! Which values are of a type beyond doubt.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name, Positioned, Value, Variables,
    indexmap::IndexMap,
    parser::{
        parse_schema,
        types::{BaseType, ConstDirective, Type, TypeKind, TypeSystemDefinition, VariableDefinition},
    },
};

/// The types that a variable can have.
pub struct Inputs(HashMap<Name, Input>);

enum Input {
    Enum(HashSet<Name>),
    Object(HashMap<Name, Field>),
    /// A scalar of our own, or an object that wants exactly one field: their rules are not known here.
    InDoubt,
}

struct Field {
    ty: Type,
    is_required: bool,
}

impl Inputs {
    pub fn read(sdl: &str) -> Self {
        // Our own schema's text parses; were it not to, everything would be in doubt.
        let definitions = parse_schema(sdl).map(|it| it.definitions).unwrap_or_default();
        let types = definitions.into_iter().filter_map(|it| match it {
            TypeSystemDefinition::Type(it) => Some(it.node),
            _ => None,
        });
        let inputs = types.filter_map(|it| {
            let input = match it.kind {
                TypeKind::Enum(kind) => Input::Enum(kind.values.into_iter().map(|it| it.node.value.node).collect()),
                TypeKind::InputObject(_) if is_one_of(&it.directives) => Input::InDoubt,
                TypeKind::InputObject(kind) => Input::Object(
                    kind.fields
                        .into_iter()
                        .map(|Positioned { node: field, .. }| {
                            let is_required = !field.ty.node.nullable && field.default_value.is_none();
                            (field.name.node, Field { ty: field.ty.node, is_required })
                        })
                        .collect(),
                ),
                _ => return None,
            };
            Some((it.name.node, input))
        });
        Self(inputs.collect())
    }

    /// Whether the values of all these variables are of their types. A default makes a null mean something else, and is
    /// left in doubt.
    pub fn fit(&self, variables: &[Positioned<VariableDefinition>], values: &Variables) -> bool {
        variables.iter().all(|Positioned { node: variable, .. }| {
            let value = values.get(&variable.name.node).unwrap_or(&Value::Null);
            variable.default_value.is_none() && self.fits(&variable.var_type.node, value)
        })
    }

    fn fits(&self, ty: &Type, value: &Value) -> bool {
        match (&ty.base, value) {
            (_, Value::Null) => ty.nullable,
            (BaseType::List(item), Value::List(values)) => values.iter().all(|it| self.fits(item, it)),
            (BaseType::List(_), _) => false,
            (BaseType::Named(name), _) => match self.0.get(name) {
                Some(Input::Enum(names)) => matches!(value, Value::String(it) if names.contains(it.as_str())),
                Some(Input::Object(fields)) => matches!(value, Value::Object(it) if self.fit_fields(fields, it)),
                Some(Input::InDoubt) => false,
                None => is_of_scalar(name, value),
            },
        }
    }

    fn fit_fields(&self, fields: &HashMap<Name, Field>, values: &IndexMap<Name, Value>) -> bool {
        values.iter().all(|(name, value)| fields.get(name).is_some_and(|field| self.fits(&field.ty, value)))
            && fields.iter().all(|(name, field)| !field.is_required || values.contains_key(name))
    }
}

fn is_one_of(directives: &[Positioned<ConstDirective>]) -> bool {
    directives.iter().any(|it| it.node.name.node == "oneOf")
}

fn is_of_scalar(name: &str, value: &Value) -> bool {
    match (name, value) {
        ("ID" | "String", Value::String(_)) | ("Boolean", Value::Boolean(_)) => true,
        ("Int", Value::Number(it)) => it.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
        _ => false,
    }
}
