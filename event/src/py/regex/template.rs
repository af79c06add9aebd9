//! The replacement that `sub` and `Match.expand` fill in (`re._parser.parse_template`).

use super::Pattern;
use super::error::RegexError;
use super::escape::{control, is_octal, octal};
use super::scan::Caps;
use super::source::{Source, Token, is_identifier};
use super::text::repr;

/// A parsed replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Group(usize),
}

impl Template {
    /// Parses `text` as a replacement for matches of `pattern`.
    ///
    /// # Errors
    /// `Syntax`, or `Index` for a name that the pattern has not.
    pub fn new(pattern: &Pattern, text: &str) -> Result<Template, RegexError> {
        let mut source = Source::new(text)?;
        let mut template = Template(Vec::new());
        while let Some(token) = source.get()? {
            match token {
                Token::Char(c) => template.push(c),
                Token::Escape(c) => template.escape(pattern, &mut source, c)?,
            }
        }
        Ok(template)
    }

    /// A replacement that stands for itself.
    pub fn literal(text: &str) -> Template {
        Template(vec![Part::Text(text.to_owned())])
    }

    /// The replacement as `sub` takes it: without a backslash it is not parsed.
    ///
    /// # Errors
    /// As [`Template::new`].
    pub fn for_sub(pattern: &Pattern, text: &str) -> Result<Template, RegexError> {
        if text.contains('\\') { Template::new(pattern, text) } else { Ok(Template::literal(text)) }
    }

    /// Appends the replacement of one match in `text` to `out`. A group that did not take part is empty.
    pub fn expand(&self, caps: &Caps, text: &str, out: &mut String) {
        for part in &self.0 {
            out.push_str(match part {
                Part::Text(literal) => literal,
                Part::Group(group) => caps.text(text, *group).unwrap_or_default(),
            });
        }
    }

    fn push(&mut self, c: char) {
        match self.0.last_mut() {
            Some(Part::Text(text)) => text.push(c),
            _ => self.0.push(Part::Text(c.to_string())),
        }
    }

    fn push_code(&mut self, code: u32) {
        self.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    }

    fn group(&mut self, pattern: &Pattern, source: &Source, group: u64, offset: usize) -> Result<(), RegexError> {
        match usize::try_from(group) {
            Ok(index) if index <= pattern.groups() => {
                self.0.push(Part::Group(index));
                Ok(())
            }
            _ => Err(source.error(&format!("invalid group reference {group}"), offset)),
        }
    }

    fn escape(&mut self, pattern: &Pattern, source: &mut Source, c: char) -> Result<(), RegexError> {
        match c {
            'g' => {
                if !source.accept('<')? {
                    return Err(source.error("missing <", 0));
                }
                let name = source.take_until('>', "group name")?;
                let length = name.chars().count();
                if is_identifier(&name) {
                    let Some(&(_, group)) = pattern.groupindex().iter().find(|(known, _)| *known == name) else {
                        return Err(RegexError::Index(format!("unknown group name {}", repr(&name))));
                    };
                    self.0.push(Part::Group(group as usize));
                    return Ok(());
                }
                match Source::group_number(&name) {
                    None => Err(source.bad_group_name(&name, 1)),
                    Some(group) => self.group(pattern, source, group, length + 1),
                }
            }
            '0' => {
                let digits = source.take_while(2, is_octal)?;
                self.push_code(octal(&digits) & 0xff);
                Ok(())
            }
            '1'..='9' => {
                let mut digits = c.to_string();
                if let Some(second) = source.next_char().filter(char::is_ascii_digit) {
                    source.get()?;
                    digits.push(second);
                    let third = source.next_char().filter(|&third| is_octal(c) && is_octal(second) && is_octal(third));
                    if let Some(third) = third {
                        source.get()?;
                        digits.push(third);
                        let code = octal(&digits);
                        if code > 0o377 {
                            let message = format!("octal escape value \\{digits} outside of range 0-0o377");
                            return Err(source.error(&message, digits.len() + 1));
                        }
                        self.push_code(code);
                        return Ok(());
                    }
                }
                let group = digits.parse().unwrap_or(u64::MAX);
                self.group(pattern, source, group, digits.len())
            }
            _ => {
                match control(c) {
                    Some(code) => self.push_code(code),
                    None if c.is_ascii_alphabetic() => return Err(source.error(&format!("bad escape \\{c}"), 2)),
                    None => {
                        self.push('\\');
                        self.push(c);
                    }
                }
                Ok(())
            }
        }
    }
}
