//! Long work done in slices, so that the page answers between them.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

/// How long a slice may go on, in milliseconds, before the browser is let do its own work. A piece
/// that began within it is ended: on a telephone several times slower than a desk computer, a
/// slice with such a piece and what belongs to it stays under the 50 ms that a reader feels.
const SLICE_MS: f64 = 8.0;

/// Does one piece, and says whether another is left.
type Work = Box<dyn FnMut() -> bool>;

thread_local! {
    static WAITING: RefCell<VecDeque<Work>> = RefCell::default();
    static RUNNING: Cell<bool> = const { Cell::new(false) };
}

/// Has something done piece by piece from the next task on, after what was asked for before.
/// `work` does one piece, and says whether another is left.
pub fn add(work: impl FnMut() -> bool + 'static) {
    WAITING.with_borrow_mut(|waiting| waiting.push_back(Box::new(work)));
    if !RUNNING.replace(true) {
        spawn_local(run());
    }
}

/// Whether nothing is left to be done.
pub fn is_idle() -> bool {
    !RUNNING.get()
}

/// Waits until a condition holds, or nothing is left to be done that could bring it about.
pub async fn until(condition: impl Fn() -> bool) {
    while !is_idle() && !condition() {
        TimeoutFuture::new(0).await;
    }
}

async fn run() {
    loop {
        TimeoutFuture::new(0).await;
        let end = js_sys::Date::now() + SLICE_MS;
        while js_sys::Date::now() < end {
            // Taken out while it works: it may ask for more.
            let Some(mut work) = WAITING.with_borrow_mut(VecDeque::pop_front) else {
                RUNNING.set(false);
                return;
            };
            if work() {
                WAITING.with_borrow_mut(|waiting| waiting.push_front(work));
            }
        }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod browser_tests {
    use std::rc::Rc;

    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    async fn work_is_done_in_order_and_leaves_room_between() {
        let done = Rc::new(RefCell::new(Vec::new()));
        for name in ["a", "b"] {
            let (done, mut left) = (Rc::clone(&done), 3);
            add(move || {
                let end = js_sys::Date::now() + SLICE_MS;
                while js_sys::Date::now() <= end {}
                done.borrow_mut().push(name);
                left -= 1;
                left > 0
            });
        }
        assert!(done.borrow().is_empty(), "nothing is done at once");
        until(|| !done.borrow().is_empty()).await;
        assert_eq!(*done.borrow(), ["a"], "a slice is not ended");
        until(|| false).await;
        assert_eq!(*done.borrow(), ["a", "a", "a", "b", "b", "b"]);
        assert!(is_idle());
    }
}
