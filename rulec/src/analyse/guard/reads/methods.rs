//! Methods of the event and of what is in it.

use std::collections::BTreeSet;

use super::super::{Guard, Is, Kinds, any};
use super::known::{Field, Known, Stand, text_of, text_within};
use super::test::Test;
use super::{Frame, Reader, UNKNOWN};
use crate::ir::{Args, Const, Expr, ExprKind};

impl Reader<'_> {
    /// What a method of `receiver` gives.
    pub(super) fn method(&self, frame: &Frame, receiver: (Known, Guard), name: &str, args: &Args) -> (Known, Guard) {
        let found = match name {
            "get" => self.get(frame, receiver, args),
            "deep_get" => self.deep_get(frame, receiver, args),
            "lower" | "upper" | "casefold" | "strip" | "lstrip" | "rstrip"
                if args.pos.is_empty() && args.kw.is_empty() =>
            {
                text_within(receiver)
            }
            _ => None,
        };
        found.unwrap_or(UNKNOWN)
    }

    /// `.get(key)` and `.get(key, default)` on the event or a part of it.
    fn get(&self, frame: &Frame, (receiver, stops): (Known, Guard), args: &Args) -> Option<(Known, Guard)> {
        let (mut path, raises) = match receiver {
            Known::Event => (Vec::new(), Guard::NEVER),
            Known::Field(field) => {
                let raises = field.kind(Kinds::OBJECTS.not());
                (field.path, raises)
            }
            _ => return None,
        };
        let (key, missing) = match args.pos.as_slice() {
            [key] => (key, Stand::None),
            [key, default] => (key, Stand::of(&self.value(frame, &default.value).0)?),
            _ => return None,
        };
        if !args.is_plain() || !args.kw.is_empty() {
            return None;
        }
        path.push(text_of(&self.value(frame, &key.value).0)?);
        Some((Known::Field(Field::new(path, missing)), any([stops, raises])))
    }

    /// `.deep_get(keys)` on the event, where it is of Panther's class.
    fn deep_get(&self, frame: &Frame, (receiver, stops): (Known, Guard), args: &Args) -> Option<(Known, Guard)> {
        if !self.panther || !matches!(receiver, Known::Event) || !args.is_plain() {
            return None;
        }
        let missing = match args.kw.as_slice() {
            [] => Stand::None,
            [(Some(name), default)] if name == "default" => Stand::of(&self.value(frame, default).0)?,
            _ => return None,
        };
        let keys = args.pos.iter().map(|item| text_of(&self.value(frame, &item.value).0));
        let path = keys.collect::<Option<Vec<String>>>().filter(|keys| !keys.is_empty())?;
        // A null has the default too.
        let stands = vec![(Kinds::MISSING.or(Kinds::NULL), missing)];
        Some((Known::Field(Field { path, stands }), stops))
    }

    /// `text.split("/")`, of which one end is wanted.
    pub(super) fn split(&self, frame: &Frame, value: &Expr) -> Option<(Known, Guard)> {
        let ExprKind::CallMethod(receiver, name, args) = &value.kind else { return None };
        let [separator] = args.pos.as_slice() else { return None };
        let splits = matches!(name.as_str(), "split" | "rsplit") && args.is_plain() && args.kw.is_empty();
        separator.value.as_str().filter(|text| splits && !text.is_empty())?;
        text_within(self.value(frame, receiver))
    }

    /// `text.startswith(...)` and `text.endswith(...)`.
    pub(super) fn text_test(
        &self,
        frame: &Frame,
        (receiver, a): (Known, Guard),
        starts: bool,
        args: &Args,
    ) -> Option<Test> {
        let [one] = args.pos.as_slice() else { return None };
        if !args.is_plain() || !args.kw.is_empty() {
            return None;
        }
        let (given, b) = self.value(frame, &one.value);
        let texts = match given {
            Known::Const(Const::Str(text)) => BTreeSet::from([text]),
            // Of the containers only a tuple will do.
            Known::Items(items) if self.constants.is_tuple(&one.value) => items.only_texts()?,
            _ => return None,
        };
        let stops = any([a, b]);
        let is = if starts { Is::StartsWith(texts.clone()) } else { Is::EndsWith(texts.clone()) };
        let passes = |text: &str| {
            texts
                .iter()
                .any(|part| if starts { text.starts_with(part.as_str()) } else { text.ends_with(part.as_str()) })
        };
        Some(match receiver {
            Known::Field(field) => {
                let raises = field.kind(Kinds::STRINGS.not());
                Test::bool(field.text(is, passes), Guard::ALWAYS, any([stops, raises]))
            }
            // Of what is no string, nothing is said.
            Known::Text(field) => {
                let other = field.kind(Kinds::STRINGS.not());
                Test::bool(any([field.text(is, passes), other]), Guard::ALWAYS, stops)
            }
            _ => return None,
        })
    }
}
