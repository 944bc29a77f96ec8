//! The product's own language: the GraphQL API, as `schema.graphql` has it.
//!
//! A resolver asks who is calling ([`access`]), parses what was given, makes one call to a room behind
//! it, and shows the answer. No query, no clock, no rule lives here.

mod access;
mod at_hand;
mod by_document;
mod checked;
mod complete;
mod connection;
mod context;
mod cursor;
mod error;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
mod input;
mod loader;
mod mutation;
mod object;
mod order;
mod payload;
mod query;
mod subscription;
mod user_error;

use std::time::Duration;

use async_graphql::{SDLExportOptions, SchemaBuilder, ValidationMode, dataloader::DataLoader};

pub use checked::Checked;
pub use complete::Completed;
pub use context::Services;
pub use error::Code;

use loader::Reads;

/// The executable schema.
pub type Schema = async_graphql::Schema<query::Query, mutation::Mutation, subscription::Subscription>;

/// What executes requests: the schema over these services, answering as it promises.
pub fn executor(services: Services) -> Completed<Checked<Schema>> {
    let build = |validation: ValidationMode| {
        let Services { engine, inbox, directory, .. } = services.clone();
        let loader = DataLoader::new(Reads { engine, inbox, directory }, loader::in_company).delay(Duration::ZERO);
        let data = builder().data(loader).data(subscription::Encodings::default()).data(services.clone());
        data.validation_mode(validation).finish()
    };
    let strict = build(ValidationMode::Strict);
    let sdl = strict.sdl();
    Completed::new(Checked::new(strict, build(ValidationMode::Fast), &sdl), &sdl)
}

/// The schema as text: the public contract.
pub fn sdl() -> String {
    builder().finish().sdl_with_options(SDLExportOptions::new().prefer_single_line_descriptions())
}

fn builder() -> SchemaBuilder<query::Query, mutation::Mutation, subscription::Subscription> {
    async_graphql::Schema::build(query::Query, mutation::Mutation, subscription::Subscription::default())
}
