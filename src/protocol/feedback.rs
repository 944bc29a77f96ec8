//! What customers answer to surveys, in the terms of Meta's customer feedback template.

use serde::{Deserialize, Serialize};

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum QuestionType {
    /// Customer satisfaction, a score.
    Csat,
    /// Net promoter score.
    Nps,
    /// Customer effort score.
    Ces,
    /// The customer's own words.
    FreeForm,
}

/// The answer to a survey's question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// The name that the survey gave the question.
    pub question: String,
    pub question_type: QuestionType,
    /// The score as text, or what the customer wrote.
    pub answer: String,
    /// What the customer wrote beside a score.
    pub follow_up: Option<String>,
}
