//! The child's side: limits itself, then answers requests until its parent is gone.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;
use std::time::Duration;

use rustpython_vm::builtins::{PyBaseExceptionRef, PyStr, PyStrRef, PyTuple};
use rustpython_vm::function::{FuncArgs, IntoFuncArgs};
use rustpython_vm::{AsObject, Interpreter, PyObjectRef, PyResult, Settings, VirtualMachine};

use crate::limits::{self, LOAD, STACK, WALL};
use crate::protocol::{Answer, Reply};

pub use crate::process::WORKER;

const OS: &str = include_str!("python/os.py");
const PANTHER: &str = include_str!("python/panther.py");
const CLOCK: &str = include_str!("python/clock.py");
const NATIVE: &str = include_str!("python/native.py");
const HARNESS: &str = include_str!("python/worker.py");

/// What a process does whose first argument is [`WORKER`]; `arguments` are those after it, as the parent gave them.
pub fn main(arguments: &[String]) -> ExitCode {
    let numbers: Vec<u64> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let [memory, time] = *numbers.as_slice() else { return ExitCode::FAILURE };
    let work = move || work(memory, Duration::from_millis(time));
    let thread = std::thread::Builder::new().name("rules".into()).stack_size(STACK).spawn(work);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn work(memory: u64, time: Duration) -> io::Result<()> {
    let interpreter = interpreter();
    interpreter.enter(|vm| {
        let harness = match Harness::start(vm) {
            Ok(harness) => harness,
            Err(e) => {
                let mut said = String::new();
                let _ = vm.write_exception(&mut said, &e);
                return reply(Answer::Broken(said));
            }
        };
        // The library is loaded; what rules add counts.
        if let Err(e) = limits::enter(memory) {
            return reply(Answer::Broken(format!("the process cannot be limited: {e}")));
        }
        reply(Answer::Ready)?;
        while let Some(request) = request()? {
            let answer = match request {
                Ok(request) => harness.answer(&request, time),
                Err(e) => Answer::Broken(e.to_string()),
            };
            reply(answer)?;
        }
        Ok(())
    })
}

/// The parent's next; none once it is gone.
fn request() -> io::Result<Option<Result<Owned, sonic_rs::Error>>> {
    let mut line = Vec::new();
    let read = io::stdin().lock().read_until(b'\n', &mut line)?;
    Ok((read > 0).then(|| sonic_rs::from_slice(&line)))
}

/// What a rule's module calls to ask the parent: a function of two texts, which gives one.
fn ask(question: PyStrRef, arguments: PyStrRef, vm: &VirtualMachine) -> PyResult<String> {
    let asks = Answer::Asks { question: held(&question), arguments: held(&arguments) };
    match reply(asks).and_then(|()| request()) {
        Ok(Some(Ok(Owned::Answer(answer)))) => Ok(answer),
        // Nobody is there any more to judge what comes of it.
        _ => Err(vm.new_system_error("the question was not answered")),
    }
}

fn reply(answer: Answer) -> io::Result<()> {
    let used = limits::used().as_micros().try_into().unwrap_or(u64::MAX);
    let mut line = sonic_rs::to_vec(&Reply { answer, used })?;
    line.push(b'\n');
    let mut out = io::stdout().lock();
    out.write_all(&line)?;
    out.flush()
}

/// A [`Request`](crate::protocol::Request) as it is read: its texts may hold escapes.
#[derive(serde::Deserialize)]
enum Owned {
    Load {
        rule: usize,
        modules: String,
        models: Option<String>,
    },
    Call {
        rule: usize,
        event: Option<String>,
        log_type: Option<String>,
        now: Option<i64>,
        function: String,
        wanted: String,
    },
    Answer(String),
}

fn interpreter() -> Interpreter {
    let mut settings = Settings::default();
    settings.isolated = true;
    settings.ignore_environment = true;
    settings.import_site = false;
    settings.user_site_directory = false;
    settings.allow_external_library = false;
    settings.install_signal_handlers = false;
    settings.write_bytecode = false;
    settings.hash_seed = Some(0);
    let builder = Interpreter::builder(settings);
    let modules = rustpython_stdlib::stdlib_module_defs(&builder.ctx);
    builder.add_native_modules(&modules).add_frozen_modules(rustpython_pylib::FROZEN_STDLIB).build()
}

/// The functions of `python/worker.py`.
struct Harness<'v> {
    vm: &'v VirtualMachine,
    load: PyObjectRef,
    call: PyObjectRef,
}

impl<'v> Harness<'v> {
    fn start(vm: &'v VirtualMachine) -> PyResult<Harness<'v>> {
        // Nothing is printed: standard output is the parent's.
        for name in ["stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"] {
            vm.sys_module.set_attr(name, vm.ctx.none(), vm)?;
        }
        let scope = vm.new_scope_with_builtins();
        for (name, text) in [("OS", OS), ("CLOCK", CLOCK), ("NATIVE", NATIVE), ("PANTHER", PANTHER)] {
            scope.globals.set_item(name, vm.new_pyobj(text), vm)?;
        }
        scope.globals.set_item("ask", vm.new_function("ask", ask).into(), vm)?;
        vm.run_string(scope.clone(), HARNESS, "worker.py".to_owned())?;
        Ok(Harness { vm, load: scope.globals.get_item("load", vm)?, call: scope.globals.get_item("call", vm)? })
    }

    fn answer(&self, request: &Owned, time: Duration) -> Answer {
        let vm = self.vm;
        match request {
            Owned::Load { rule, modules, models } => {
                // A parent that does not come to it is stood in for.
                let _ = limits::grant(time * LOAD * WALL);
                match self.load.call((*rule, modules.as_str(), self.optional(models)).into_args(vm), vm) {
                    Ok(_) => Answer::Ready,
                    Err(e) => self.raised(&e),
                }
            }
            Owned::Call { rule, event, log_type, now, function, wanted } => {
                let _ = limits::grant(time * WALL);
                let arguments: Vec<PyObjectRef> = vec![
                    vm.new_pyobj(*rule),
                    self.optional(event),
                    self.optional(log_type),
                    now.map_or_else(|| vm.ctx.none(), |now| vm.new_pyobj(now)),
                    vm.new_pyobj(function.as_str()),
                    vm.new_pyobj(wanted.as_str()),
                ];
                match self.call.call(FuncArgs::from(arguments), vm) {
                    Ok(given) => self.read(&given).unwrap_or_else(|| Answer::Broken("no answer".to_owned())),
                    Err(e) => self.raised(&e),
                }
            }
            Owned::Answer(_) => Answer::Broken("an answer to no question".to_owned()),
        }
    }

    /// A text, or Python's None.
    fn optional(&self, text: &Option<String>) -> PyObjectRef {
        text.as_deref().map_or_else(|| self.vm.ctx.none(), |text| self.vm.new_pyobj(text))
    }

    /// The tuple that `call` gives.
    fn read(&self, given: &PyObjectRef) -> Option<Answer> {
        let fields = given.downcast_ref::<PyTuple>()?.as_slice();
        let text = |at: usize| fields.get(at).and_then(|field| field.downcast_ref::<PyStr>()).map(|text| held(text));
        Some(match text(0)?.as_str() {
            "absent" => Answer::Absent,
            "bool" => Answer::Bool(fields.get(1)?.is(&self.vm.ctx.true_value)),
            "text" => Answer::Text(text(1)?),
            "json" => Answer::Json(text(1)?),
            "other" => Answer::Other(text(1)?),
            "raised" => {
                let line = fields.get(3)?.clone().try_into_value::<u32>(self.vm).unwrap_or(0);
                Answer::Raised { kind: text(1)?, message: text(2)?, line }
            }
            _ => return None,
        })
    }

    /// What came out of the harness itself.
    fn raised(&self, e: &PyBaseExceptionRef) -> Answer {
        let message = e.as_object().str(self.vm).map(|text| held(&text)).unwrap_or_default();
        Answer::Raised { kind: e.class().name().to_string(), message, line: 0 }
    }
}

/// A Python string as Rust holds it: a lone surrogate as the character that stands for it, as in `event`.
fn held(text: &PyStr) -> String {
    text.as_wtf8()
        .code_points()
        .map(|point| {
            let number = point.to_u32();
            let shifted = if (0xd800..0xe000).contains(&number) { number + 0x10_0000 } else { number };
            char::from_u32(shifted).unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect()
}
