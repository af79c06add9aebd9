//! What the compiler takes for native is in `event`: neither crate sees the other.

use event::py::modules::MODULES;
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
    for module in MODULES {
        for name in module.constants {
            if let Some(Value::Type(Type::Native(class))) = (module.constant)(heap.enter(), name) {
                assert!(abc::of_native(class).is_some(), "`{}.{name}` is not in `event::py::abc`", module.name);
            }
        }
    }
}

#[test]
fn builtins_have_what_the_compiler_knows_of_them() {
    for name in compiled::FUNCTIONS.iter().chain(compiled::CLASSES) {
        assert!(builtins::builtin(name).is_some(), "`{name}` is not in `event`");
    }
}
