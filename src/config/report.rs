//! The configuration as `baton config` prints it.

use std::fmt;

use super::{KEYS, Loaded};

const HEADINGS: [&str; 4] = ["KEY", "VALUE", "FROM", "EXPECTED (DEFAULT)"];

impl fmt::Display for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = vec![HEADINGS.map(str::to_owned)];
        rows.extend(KEYS.iter().zip(&self.origins).map(|(key, origin)| {
            let expected = format!("{} ({})", key.expects, key.default);
            [key.name.to_owned(), (key.show)(&self.config), origin.to_string(), expected]
        }));
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let (name, value, from) = (width(0), width(1), width(2));
        for [a, b, c, d] in &rows {
            writeln!(f, "{a:name$}  {b:value$}  {c:from$}  {d}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Flags, load};

    #[test]
    fn every_key_has_a_line_and_no_secret_shows() {
        let mut flags = Flags { file: Some("/dev/null".into()), ..Flags::default() };
        flags.values.insert("database_url", "postgres://baton:hunter2@db/baton".to_owned());
        let shown = load(&flags, &|name| (name == "BATON_LOG_FORMAT").then(|| "json".into())).unwrap().to_string();
        insta::assert_snapshot!(shown);
    }
}
