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
    say: fn(&str),
}

impl Router {
    pub fn new(settings: &[Settings], say: fn(&str)) -> Router {
        let routes = route::Routes::new(settings.iter().map(|settings| settings.route.clone()).collect());
        Router { routes, names: settings.iter().map(|settings| settings.name.clone()).collect(), say }
    }
}

/// Outputs that are told of alerts that are done with, whatever else goes to them: who does not know the alert makes nothing
/// of it.
#[derive(Debug)]
pub struct Resolving(Vec<String>);

impl Resolving {
    /// `None`: there is no such output.
    pub fn new(settings: &[Settings]) -> Option<Resolving> {
        let told = settings.iter().filter(|settings| settings.kind.resolves());
        let names: Vec<String> = told.map(|settings| settings.name.clone()).collect();
        (!names.is_empty()).then_some(Resolving(names))
    }

    pub fn names(&self) -> &[String] {
        &self.0
    }
}

impl Routes for Resolving {
    fn of(&self, _line: &[u8]) -> Vec<Target> {
        let target = |name: &String| Target { output: name.clone(), not_before: None, cooldown: None };
        self.0.iter().map(target).collect()
    }
}

impl Routes for Router {
    fn of(&self, line: &[u8]) -> Vec<Target> {
        let Ok(alert) = Alert::read(line) else {
            // Nothing is lost: it becomes a dead letter of each, with the reason.
            let target = |name: &String| Target { output: name.clone(), not_before: None, cooldown: None };
            return self.names.iter().map(target).collect();
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
