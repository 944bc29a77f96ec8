//! Which of the three media types an `Accept` header asks for.

/// What `/graphql` answers in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `application/json`: 200 for every well-formed request, as older clients expect.
    Json,
    /// `application/graphql-response+json`: 400 for a document that cannot run.
    GraphQlResponse,
    /// `text/event-stream`: the graphql-sse protocol.
    EventStream,
}

impl Media {
    /// In the order in which they are preferred where the client has no preference.
    const ALL: [Self; 3] = [Self::Json, Self::GraphQlResponse, Self::EventStream];

    fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GraphQlResponse => "application/graphql-response+json",
            Self::EventStream => "text/event-stream",
        }
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphQlResponse => "application/graphql-response+json; charset=utf-8",
            Self::EventStream => "text/event-stream; charset=utf-8",
        }
    }
}

/// The media type that suits `accept` best; `None` if none does.
///
/// The highest quality wins, then the more specific range, then the one named first. No header means JSON.
pub fn negotiate(accept: &str) -> Option<Media> {
    if accept.trim().is_empty() {
        return Some(Media::Json);
    }
    // What programs send mostly, without taking it apart.
    if let Some(media) = Media::ALL.into_iter().find(|it| it.name() == accept) {
        return Some(media);
    }
    let ranges: Vec<Range<'_>> = accept.split(',').map(Range::parse).collect();
    let mut best: Option<(Media, (u16, u8, usize))> = None;
    for media in Media::ALL {
        let matching = ranges.iter().enumerate().filter(|(_, range)| range.matches(media));
        let Some((place, range)) = matching.max_by_key(|(place, range)| (range.specificity(), usize::MAX - place))
        else {
            continue;
        };
        let rank = (range.quality, range.specificity(), usize::MAX - place);
        if range.quality > 0 && best.is_none_or(|(_, other)| rank > other) {
            best = Some((media, rank));
        }
    }
    best.map(|(media, _)| media)
}

/// One range of an `Accept` header.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// Thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Self {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next().and_then(|name| name.split_once('/')).unwrap_or_default();
        let quality = parts
            .find_map(|parameter| parameter.strip_prefix("q=").or_else(|| parameter.strip_prefix("Q=")))
            .map_or(1_000, thousandths);
        Self { kind, subtype, quality }
    }

    fn matches(&self, media: Media) -> bool {
        let is = |range: &str, name: &str| range == "*" || range.eq_ignore_ascii_case(name);
        media.name().split_once('/').is_some_and(|(kind, subtype)| is(self.kind, kind) && is(self.subtype, subtype))
    }

    fn specificity(&self) -> u8 {
        u8::from(self.kind != "*") + u8::from(self.subtype != "*")
    }
}

/// A quality value in thousandths; one that cannot be read asks for nothing.
pub fn thousandths(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction: u16 = format!("{fraction:0<3.3}").parse().unwrap_or(0);
    match whole {
        "1" => 1_000,
        "0" => fraction,
        _ => 0,
    }
}

/// Whether a request's body is JSON in UTF-8, by its `Content-Type`.
pub fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json"))
        && parts.filter_map(|parameter| parameter.split_once('=')).all(|(name, value)| {
            !name.trim_end().eq_ignore_ascii_case("charset")
                || value.trim_start().trim_matches('"').eq_ignore_ascii_case("utf-8")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_range_wins() {
        for (accept, media) in [
            ("", Some(Media::Json)),
            ("*/*", Some(Media::Json)),
            ("application/*", Some(Media::Json)),
            ("application/json", Some(Media::Json)),
            ("Application/GraphQL-Response+JSON", Some(Media::GraphQlResponse)),
            ("application/graphql-response+json, application/json;q=0.9", Some(Media::GraphQlResponse)),
            ("application/graphql-response+json; q=0.5, application/json", Some(Media::Json)),
            ("application/json, application/graphql-response+json", Some(Media::Json)),
            ("application/graphql-response+json, application/json", Some(Media::GraphQlResponse)),
            ("application/graphql-response+json, */*", Some(Media::GraphQlResponse)),
            ("application/json;q=0, */*;q=0.1", Some(Media::GraphQlResponse)),
            ("text/event-stream", Some(Media::EventStream)),
            ("text/html, */*;q=0.8", Some(Media::Json)),
            ("text/html", None),
            ("application/json;q=0", None),
            ("application/json;q=x", None),
            ("nonsense", None),
        ] {
            assert_eq!(negotiate(accept), media, "{accept}");
        }
    }

    #[test]
    fn only_json_in_utf8_is_json() {
        for good in ["application/json", "Application/JSON ; charset=\"UTF-8\"", "application/json;charset=utf-8"] {
            assert!(is_json(good), "{good}");
        }
        for bad in ["", "text/plain", "application/jsonp", "application/json; charset=latin1", "application/graphql"] {
            assert!(!is_json(bad), "{bad}");
        }
    }
}
