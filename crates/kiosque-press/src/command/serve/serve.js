// Makes a page that the editor's server sent follow the content.
(() => {
  const script = document.currentScript;
  let strip;

  const add = (parent, name, text, style) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    Object.assign(element.style, style);
    parent.append(element);
    return element;
  };

  const hide = () => {
    strip?.remove();
    strip = undefined;
  };

  const show = ({ title, text, close, reason, problems }, language) => {
    hide();
    // In a tree of its own, where the site's styles do not reach.
    strip = add(document.body, "div");
    strip.lang = language;
    const box = add(strip.attachShadow({ mode: "open" }), "section", "", {
      position: "fixed",
      inset: "auto 0 0 0",
      zIndex: "2147483647",
      maxHeight: "60vh",
      overflow: "auto",
      boxSizing: "border-box",
      padding: "1rem 1.25rem",
      borderTop: "4px solid #b3261e",
      colorScheme: "light dark",
      background: "Canvas",
      color: "CanvasText",
      font: "1rem/1.5 system-ui, sans-serif",
      overflowWrap: "anywhere",
    });
    box.setAttribute("role", "alert");
    const button = add(box, "button", close, {
      float: "right",
      font: "inherit",
      minHeight: "2.75rem",
      padding: "0 1rem",
    });
    button.type = "button";
    button.addEventListener("click", hide);
    add(box, "h2", title, { margin: "0", fontSize: "1.125rem" });
    add(box, "p", text, { margin: "0.25rem 0 0.75rem" });
    if (reason) add(box, "p", reason);
    const list = add(box, "ol", "", { margin: "0", paddingInlineStart: "1.5rem" });
    for (const { file, line, message, mend } of problems) {
      const item = add(list, "li", "", { marginBottom: "0.75rem" });
      add(item, "code", line ? `${file}:${line}` : file, { display: "block" });
      add(item, "strong", message, { display: "block" });
      add(item, "span", mend);
    }
  };

  new EventSource("/.kiosque/events").addEventListener("edition", ({ data }) => {
    const { serial, refused, language } = JSON.parse(data);
    if (String(serial) !== script.dataset.serial) {
      location.reload();
    } else if (refused && !("standIn" in script.dataset)) {
      show(refused, language);
    } else {
      hide();
    }
  });
})();
