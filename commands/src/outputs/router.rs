//! Which outputs alerts go to.

use deliver::alert::Alert;
use deliver::config::Settings;
use deliver::route;
use jiff::Timestamp;
use runtime::deliveries::{Cooldown, Routes, Target};

/// The routes of `iota.toml`.
#[derive(Debug)]
pub struct Router {
    routes: route::Routes,
    names: Vec<String>,
    /// Those that are told of alerts that are done with, whatever else goes to them: who does not know the alert makes nothing
    /// of it.
    resolving: Vec<String>,
    say: fn(&str),
}

impl Router {
    pub fn new(settings: &[Settings], say: fn(&str)) -> Router {
        let routes = route::Routes::new(settings.iter().map(|settings| settings.route.clone()).collect());
        let names = settings.iter().map(|settings| settings.name.clone()).collect();
        Router { routes, names, resolving: resolving(settings), say }
    }
}

/// The names of the outputs that are told of alerts that are done with.
pub fn resolving(settings: &[Settings]) -> Vec<String> {
    let told = settings.iter().filter(|settings| settings.kind.resolves());
    told.map(|settings| settings.name.clone()).collect()
}

impl Routes for Router {
    fn of(&self, line: &[u8]) -> Vec<Target> {
        let at_once = |name: &String| Target { output: name.clone(), not_before: None, cooldown: None };
        let alert = match Alert::read(line) {
            Ok(alert) if alert.resolved_at.is_some() => return self.resolving.iter().map(at_once).collect(),
            Ok(alert) => alert,
            // Nothing is lost: it becomes a dead letter of each, with the reason.
            Err(_) => return self.names.iter().map(at_once).collect(),
        };
        let unknown = |name: &str| {
            let name = runtime::progress::shown(name);
            (self.say)(&format!(
                "no output is called `{name}`, as a rule has it in its destinations: its alerts go where the others go"
            ));
        };
        let targets = self.routes.of(&alert, Timestamp::now(), unknown);
        let target = |route::Target { output, not_before, cooldown }| {
            let cooldown = cooldown.map(|lasts| Cooldown { rule_id: alert.rule_id.clone(), lasts });
            Target { output, not_before, cooldown }
        };
        targets.into_iter().map(target).collect()
    }
}
