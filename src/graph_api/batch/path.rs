//! The part of JSONPath that batches use: `$.data.0.id`, `$.data[0].id`, `$.data.*.id`.

use serde_json::Value;

/// Steps of one path.
const STEPS: usize = 16;

/// What the path leads to; `None` for what is no path.
pub fn find<'a>(value: &'a Value, path: &str) -> Option<Vec<&'a Value>> {
    let path = path.trim().strip_prefix('$')?.replace('[', ".").replace([']', '\'', '"'], "");
    let steps: Vec<&str> = path.strip_prefix('.').map_or_else(Vec::new, |it| it.split('.').collect());
    if steps.len() > STEPS || steps.iter().any(|it| it.is_empty()) {
        return None;
    }
    Some(steps.into_iter().fold(vec![value], |found, step| found.into_iter().flat_map(|it| below(it, step)).collect()))
}

fn below<'a>(value: &'a Value, step: &str) -> Vec<&'a Value> {
    match (value, step) {
        (Value::Array(items), "*") => items.iter().collect(),
        (Value::Object(fields), "*") => fields.values().collect(),
        (Value::Array(items), index) => index.parse::<usize>().ok().and_then(|it| items.get(it)).into_iter().collect(),
        (Value::Object(fields), name) => fields.get(name).into_iter().collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_lead_to_values() {
        let answer = json!({"id": 1, "data": [{"id": 2}, {"id": 3}, {}]});
        let found = |path: &str| find(&answer, path).map(|it| it.into_iter().cloned().collect::<Vec<_>>());
        assert_eq!(found("$.id"), Some(vec![json!(1)]));
        assert_eq!(found("$.data.*.id"), Some(vec![json!(2), json!(3)]));
        assert_eq!(found("$.data[1].id"), Some(vec![json!(3)]));
        assert_eq!(found("$['data'][0]['id']"), Some(vec![json!(2)]));
        assert_eq!(found("$.data.1.id"), Some(vec![json!(3)]));
        assert_eq!(found("$.nothing.*"), Some(vec![]));
        assert_eq!(found("$"), Some(vec![answer.clone()]));
        for none in ["", "id", "$..id", "$.a.", &format!("${}", ".a".repeat(STEPS + 1))] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
