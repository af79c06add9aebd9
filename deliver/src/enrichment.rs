//! What an alert says of what stands in tables: the name of its account, where its source address is and whose network it is in,
//! and the lists that it stands in.

use serde::Deserialize;

use crate::text;

/// The member `enrichment`.
#[derive(Clone, Default, Deserialize, Debug)]
#[serde(default)]
pub struct Enrichment {
    pub account: Option<Account>,
    pub source_ip: Option<Place>,
    pub lists: Vec<Listed>,
}

/// Of an account its id and what it is called.
#[derive(Clone, Deserialize, Debug)]
pub struct Account {
    pub id: String,
    pub name: Option<String>,
}

/// Of an address where it is, as databases in MaxMind's format say.
#[derive(Clone, Default, Deserialize, Debug)]
#[serde(default)]
pub struct Place {
    /// ISO 3166-1.
    pub country: Option<String>,
    pub country_name: Option<String>,
    /// ISO 3166-2.
    pub region: Option<String>,
    pub city: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub asn: Option<u32>,
    pub as_org: Option<String>,
}

/// A table in which something of the alert stands.
#[derive(Clone, Deserialize, Debug)]
pub struct Listed {
    pub name: String,
}

impl Enrichment {
    /// What the account of that id is called.
    pub fn account_name(&self, id: &str) -> Option<&str> {
        self.account.as_ref().filter(|account| account.id == id)?.name.as_deref()
    }

    /// The names of the lists, each once, in one line.
    pub fn lists(&self) -> Option<String> {
        let mut names: Vec<&str> = Vec::new();
        for list in &self.lists {
            if !names.contains(&&*list.name) {
                names.push(&list.name);
            }
        }
        (!names.is_empty()).then(|| names.join(", "))
    }
}

impl Place {
    /// For people: `Berlin, Germany, AS64500 Example`.
    pub fn words(&self) -> String {
        let country = self.country_name.as_ref().or(self.country.as_ref());
        let network = match (self.asn, &self.as_org) {
            (Some(number), Some(name)) => Some(format!("AS{number} {name}")),
            (Some(number), None) => Some(format!("AS{number}")),
            (None, name) => name.clone(),
        };
        let parts = [self.city.clone(), country.cloned(), network];
        let parts: Vec<String> = parts.into_iter().flatten().map(|part| text::line(&part)).collect();
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_a_place_is_said() {
        let words = |json: &str| serde_json::from_str::<Place>(json).expect("a place").words();
        assert_eq!(
            words(r#"{"city":"Berlin","country":"DE","country_name":"Germany","asn":64500,"as_org":"E\nx"}"#),
            "Berlin, Germany, AS64500 E x"
        );
        assert_eq!(words(r#"{"country":"DE","asn":64500}"#), "DE, AS64500");
        assert_eq!(words(r#"{"as_org":"Example"}"#), "Example");
        assert_eq!(words("{}"), "");
    }

    #[test]
    fn names_are_of_the_account_and_lists_are_named_once() {
        let json = r#"{"account":{"id":"1","name":"Prod","Owner":"ann"},"lists":[{"name":"a","field":"actor"},{"name":"b"},{"name":"a"}]}"#;
        let found: Enrichment = serde_json::from_str(json).expect("it reads");
        assert_eq!((found.account_name("1"), found.account_name("2")), (Some("Prod"), None));
        assert_eq!(found.lists().as_deref(), Some("a, b"));
        assert_eq!(Enrichment::default().lists(), None);
    }
}
