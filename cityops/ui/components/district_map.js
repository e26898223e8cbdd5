// Shows a drawing of districts; tells which one was clicked; names the one under the pointer.
export default function (component) {
  const { parentElement, data, setStateValue } = component;
  const root = parentElement.querySelector(".map");
  const tip = parentElement.querySelector(".tip");
  if (root.dataset.drawing !== data.drawing) {
    root.innerHTML = data.svg;
    root.dataset.drawing = data.drawing;
  }
  const areas = [...root.querySelectorAll(".area")];
  root.classList.toggle("picked", Boolean(data.selected));
  for (const text of root.querySelectorAll("text")) text.classList.toggle("chosen", text.dataset.of === data.selected);
  for (const area of areas) {
    const chosen = area.dataset.id === data.selected;
    area.classList.toggle("chosen", chosen);
    area.onclick = () => setStateValue("picked", { id: chosen ? null : area.dataset.id, at: Date.now() });
    area.onpointermove = (event) => {
      const box = root.getBoundingClientRect();
      tip.textContent = area.dataset.about;
      tip.style.left = Math.min(event.clientX - box.left + 12, Math.max(0, box.width - tip.offsetWidth)) + "px";
      tip.style.top = event.clientY - box.top + 16 + "px";
      tip.style.opacity = 1;
    };
    area.onpointerleave = () => (tip.style.opacity = 0);
  }
}
