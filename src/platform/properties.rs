//! What objects of the browser have that no binding names.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What a property holds; nothing where it is not there, or empty.
pub fn property(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &name.into()).ok()?;
    (!value.is_null() && !value.is_undefined()).then_some(value)
}

/// Calls a method with at most two arguments. Nothing where there is none, or it throws.
pub fn call(of: &JsValue, name: &str, first: &JsValue, second: &JsValue) -> Option<JsValue> {
    let method: Function = property(of, name)?.dyn_into().ok()?;
    method.call2(of, first, second).ok()
}
