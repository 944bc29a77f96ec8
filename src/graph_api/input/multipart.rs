//! The fields of a `multipart/form-data` body (RFC 7578), which was read whole.

use super::GraphError;

/// Fields of one body.
const MOST: usize = 1_000;

/// Names and values, in their order.
pub fn read(content_type: &str, body: &[u8]) -> Result<Vec<(String, String)>, GraphError> {
    let malformed = || GraphError::invalid("The body is not multipart/form-data.");
    let delimiter = [b"--", boundary(content_type).ok_or_else(malformed)?.as_bytes()].concat();
    let mut fields = Vec::new();
    let mut rest = after(body, &delimiter).ok_or_else(malformed)?;
    while !rest.starts_with(b"--") {
        let end = find(rest, &delimiter).ok_or_else(malformed)?;
        fields.push(field(&rest[..end]).ok_or_else(malformed)??);
        if fields.len() > MOST {
            return Err(GraphError::invalid(format!("The body has more than {MOST} fields.")));
        }
        rest = &rest[end + delimiter.len()..];
    }
    Ok(fields)
}

/// One part, from the end of its delimiter's line to the break before the next.
fn field(part: &[u8]) -> Option<Result<(String, String), GraphError>> {
    let part = part.strip_prefix(b"\r\n")?.strip_suffix(b"\r\n")?;
    // A part without headers has no name either.
    let head_end = find(part, b"\r\n\r\n")?;
    let head = std::str::from_utf8(&part[..head_end]).ok()?;
    let disposition = head.lines().find(|it| it.to_ascii_lowercase().starts_with("content-disposition:"))?;
    if parameter(disposition, "filename").is_some() {
        return Some(Err(GraphError::not_offered("Uploading a file (send the attachment's url instead)")));
    }
    let value = String::from_utf8(part[head_end + 4..].to_vec()).ok()?;
    Some(Ok((parameter(disposition, "name")?, value)))
}

fn boundary(content_type: &str) -> Option<String> {
    parameter(content_type, "boundary").filter(|it| (1..=70).contains(&it.len()))
}

/// The value of `; name=value`, with or without quotes.
fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|it| {
        let (found, value) = it.trim().split_once('=')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim_matches('"').to_owned())
    })
}

fn find(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    bytes.windows(sought.len()).position(|it| it == sought)
}

fn after<'a>(bytes: &'a [u8], sought: &[u8]) -> Option<&'a [u8]> {
    find(bytes, sought).map(|place| &bytes[place + sought.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=\"x\"";

    #[test]
    fn fields_are_read_in_their_order() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"recipient\"\r\n\r\n{\"id\":\"1\"}\r\n\
                    --x\r\ncontent-disposition: form-data; name=message\r\ncontent-type: text/plain\r\n\r\na\r\nb\r\n--x--\r\n";
        let fields = read(TYPE, body.as_bytes()).unwrap();
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(fields, [field("recipient", "{\"id\":\"1\"}"), field("message", "a\r\nb")]);
        assert_eq!(read(TYPE, b"--x--").unwrap(), []);
    }

    #[test]
    fn what_is_cut_off_or_a_file_is_refused() {
        for body in ["", "--x\r\n", "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb", "--x\r\n\r\nb\r\n--x--"] {
            assert!(read(TYPE, body.as_bytes()).is_err(), "{body:?}");
        }
        assert!(read("multipart/form-data", b"--x--").is_err());
        let file = "--x\r\nContent-Disposition: form-data; name=filedata; filename=a.png\r\n\r\nb\r\n--x--";
        assert!(read(TYPE, file.as_bytes()).unwrap_err().body("").to_string().contains("url"));
    }
}
