//! Outputs against servers that behave as the services do: what is sent is held to the byte against `golden/`
//! (`BLESS=1` writes it anew), and what is answered has to have its consequence.

mod aws;
mod http;
mod lines;
mod mail;
mod place;
mod server;
