//! Work that one tab of the site does at a time (Web Locks, <https://w3c.github.io/web-locks/>).

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Function, Promise};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::properties::property;

/// Waits until no other tab does work of this name, then does it. A tab that dies gives way. Where
/// the browser has no locks, the work is done all the same.
pub async fn alone(name: &str, work: impl Future<Output = ()> + 'static) {
    let Some((locks, request)) = locks() else {
        work.await;
        return;
    };
    let work = Rc::new(RefCell::new(Some(work)));
    let taken = {
        let work = Rc::clone(&work);
        Closure::<dyn FnMut() -> Promise>::new(move || {
            let work = work.borrow_mut().take();
            future_to_promise(async move {
                if let Some(work) = work {
                    work.await;
                }
                Ok(js_sys::Object::new().into())
            })
        })
    };
    let done = request
        .call2(&locks, &name.into(), taken.as_ref())
        .ok()
        .and_then(|done| done.dyn_into::<Promise>().ok());
    if let Some(done) = done {
        let _ = JsFuture::from(done).await;
    }
    // A browser may have locks and refuse them: to an opaque origin, for one.
    let refused = work.borrow_mut().take();
    if let Some(work) = refused {
        work.await;
    }
}

fn locks() -> Option<(wasm_bindgen::JsValue, Function)> {
    let locks = property(&window().navigator(), "locks")?;
    let request = property(&locks, "request")?;
    Some((locks, request.dyn_into().ok()?))
}

#[cfg(all(test, target_arch = "wasm32"))]
mod browser_tests {
    use gloo_timers::future::TimeoutFuture;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    async fn two_works_of_one_name_do_not_meet() {
        let seen = Rc::new(RefCell::new(Vec::new()));
        let work = |name: &'static str| {
            let seen = Rc::clone(&seen);
            async move {
                seen.borrow_mut().push((name, "begins"));
                TimeoutFuture::new(20).await;
                seen.borrow_mut().push((name, "ends"));
            }
        };
        futures::future::join(alone("essai", work("a")), alone("essai", work("b"))).await;
        assert_eq!(
            *seen.borrow(),
            [
                ("a", "begins"),
                ("a", "ends"),
                ("b", "begins"),
                ("b", "ends")
            ]
        );
    }
}
