import type Sigma from 'sigma';

/** Milliseconds without a turn of the wheel after which the picture is drawn anew. */
const REST_MILLIS = 160;
const WHEEL_RATIO = 1.35;
/** A hand that shakes while it clicks is no drag. */
const DRAG_PIXELS_MIN = 3;

/**
 * Moves a large map as the picture that it is: while the mouse drags it or the wheel scales it, only the layer with all its canvases is moved, and the
 * map is drawn anew when it comes to rest or its margin is used up. Drawing 20,000 lines takes a fifth of a second where no graphics card helps, and
 * to ask the renderer what lies under the mouse waits for all of it.
 *
 * @param layer holds the canvases, wider than the {@code frame} that shows it by {@code margin} of its width and height on each side
 * @param large whether the map is so large; a small one is scaled by the renderer itself, which keeps its labels sharp
 * @returns undoes it
 */
export function glide(map: Sigma, layer: HTMLElement, frame: HTMLElement, margin: number, large: () => boolean): () => void {
  /** Where the picture lies, in pixels of the frame: a point of it is shown at shift + scale * point. */
  let [x, y, scale] = [0, 0, 1];
  let grip: { x: number; y: number } | null = null;
  let moved = false;
  let rest = 0;
  let asked: { x: number; y: number; scale: number } | null = null;
  let drawnRatio = map.getCamera().getState().ratio;

  function lay() {
    layer.style.transform = x === 0 && y === 0 && scale === 1 ? '' : `translate(${x}px, ${y}px) scale(${scale})`;
  }

  /** Has the map drawn as it lies now. */
  function settle() {
    clearTimeout(rest);
    if (x === 0 && y === 0 && scale === 1) return;
    const { width, height } = map.getDimensions();
    const middle = map.viewportToFramedGraph({ x: (width / 2 - x) / scale, y: (height / 2 - y) / scale });
    asked = { x, y, scale };
    map.getCamera().setState({ x: middle.x, y: middle.y, ratio: drawnRatio / scale });
  }

  /** In the frame in which the map is drawn elsewhere the picture goes back by as much; the mouse may have gone on meanwhile. */
  function drawn() {
    drawnRatio = map.getCamera().getState().ratio;
    if (!asked) return;
    scale /= asked.scale;
    [x, y] = [x - scale * asked.x, y - scale * asked.y];
    asked = null;
    lay();
  }

  function drag(event: MouseEvent) {
    if (!grip) return;
    event.stopPropagation();
    const [dx, dy] = [event.clientX - grip.x, event.clientY - grip.y];
    if (!moved && Math.hypot(dx, dy) < DRAG_PIXELS_MIN) return;
    moved = true;
    [x, y] = [x + dx, y + dy];
    grip = { x: event.clientX, y: event.clientY };
    lay();
    if (Math.abs(x) > margin * frame.clientWidth || Math.abs(y) > margin * frame.clientHeight) settle();
  }

  function drop() {
    if (!grip) return;
    grip = null;
    settle();
  }

  /** What the browser calls a click, after a drag. */
  function noClick(event: MouseEvent) {
    if (moved) event.stopPropagation();
    moved = false;
  }

  map.on('beforeRender', drawn);
  map.on('downStage', ({ event }) => {
    if (!(event.original instanceof MouseEvent) || event.original.button !== 0) return;
    grip = { x: event.original.clientX, y: event.original.clientY };
    moved = false;
  });
  map.getMouseCaptor().on('wheel', (event) => {
    if (!large()) return;
    event.preventSigmaDefault();
    const box = frame.getBoundingClientRect();
    const { clientX, clientY } = event.original as WheelEvent;
    const at = { x: clientX - box.left + margin * box.width, y: clientY - box.top + margin * box.height };
    const ratio = drawnRatio / scale;
    const by = ratio / map.getCamera().getBoundedRatio(ratio * (event.delta > 0 ? 1 / WHEEL_RATIO : WHEEL_RATIO));
    [x, y, scale] = [at.x - by * (at.x - x), at.y - by * (at.y - y), scale * by];
    lay();
    clearTimeout(rest);
    rest = window.setTimeout(settle, REST_MILLIS);
  });
  // Before the renderer, which would look for what lies under the mouse at each move.
  window.addEventListener('mousemove', drag, true);
  window.addEventListener('mouseup', drop, true);
  window.addEventListener('click', noClick, true);
  return () => {
    clearTimeout(rest);
    window.removeEventListener('mousemove', drag, true);
    window.removeEventListener('mouseup', drop, true);
    window.removeEventListener('click', noClick, true);
  };
}
