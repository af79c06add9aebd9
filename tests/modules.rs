//! What the compiler takes for native is in `event`: neither crate sees the other.

use event::py::modules::{MODULES, Module};
use event::py::{abc, builtins};
use event::{Heap, Type, Value};
use rulec::python::{builtins as compiled, native};

#[test]
fn native_modules_have_what_the_compiler_knows_of_them() {
    for native in native::MODULES {
        let module = MODULES.iter().find(|module| module.name == native.module).expect("a module of `event`");
        for name in native.callables.iter().chain(native.constants) {
            assert!(
                module.functions.contains(name) || module.constants.contains(name),
                "`{}.{name}` is not in `event`",
                native.module
            );
        }
    }
}

/// `isinstance(x, Mapping)` has an answer for the objects of every class.
#[test]
fn native_classes_are_known_to_the_abstract_ones() {
    let heap = Heap::default();
    let unknown = |module: &Module, name: &str| {
        let constant = (module.constant)(heap.enter(), name);
        matches!(constant, Some(Value::Type(Type::Native(class))) if abc::of_native(class).is_none())
    };
    let constants = MODULES.iter().flat_map(|module| module.constants.iter().map(move |name| (module, *name)));
    let missing: Vec<String> = constants
        .filter(|(module, name)| unknown(module, name))
        .map(|(module, name)| format!("{}.{name}", module.name))
        .collect();
    assert_eq!(missing, [""; 0], "`event::py::abc` does not know these");
}

#[test]
fn builtins_have_what_the_compiler_knows_of_them() {
    for name in compiled::FUNCTIONS.iter().chain(compiled::CLASSES) {
        assert!(builtins::builtin(name).is_some(), "`{name}` is not in `event`");
    }
}
