// Stands for the worker: the press adds a line before it and reads nothing of it.
self.addEventListener("install", () => {});
