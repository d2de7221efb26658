use super::*;

const TYPE: &str = "multipart/form-data; boundary=xyz";

fn read(form: &str, size: usize) -> Result<FormFile, Fault> {
    let mut reader = FormReader::new(TYPE)?;
    form.as_bytes().chunks(size).for_each(|part| reader.feed(part));
    reader.finish()
}

fn form(name: &str, content: &str) -> String {
    let other = "--xyz\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n";
    let head = format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"p.rpm\"\r\n\r\n");
    format!("{other}--xyz\r\n{head}{content}\r\n--xyz--\r\n")
}

#[test]
fn the_file_is_measured_however_it_comes() {
    let content = "\r\n--xy almost\r\r\n-".repeat(40);
    for size in [1, 3, 17, 10_000] {
        let file = read(&form("file", &content), size).unwrap();
        assert_eq!((file.name.as_str(), file.length), ("p.rpm", content.len() as u64));
        assert_eq!(file.lead, content.as_bytes()[..LEAD]);
        assert_eq!(file.digest.len(), 32);
    }
    assert_eq!(read(&form("file", ""), 5).unwrap().length, 0);
}

#[test]
fn what_is_no_form_with_a_file_is_refused() {
    let cut = form("file", "abc").replace("--xyz--", "");
    for text in ["", "nothing", &cut, &form("other", "abc"), "--xyz?\r\n\r\n--xyz--"] {
        assert_eq!(read(text, 4).unwrap_err().code, "Request.File.Missing", "{text}");
    }
    assert!(FormReader::new("application/json").is_err());
}
