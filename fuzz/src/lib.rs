//! What the targets hold: the properties that the ordinary tests hold over fewer inputs.

#[path = "../../runtime/tests/properties/holds.rs"]
pub mod holds;

#[path = "../../scan/tests/scan/model.rs"]
pub mod model;
#[path = "../../scan/tests/scan/oracle.rs"]
pub mod oracle;
#[path = "../../scan/tests/scan/readers.rs"]
pub mod readers;
