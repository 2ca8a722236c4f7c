/** Has a fold begin open or shut. From then on it is the reader's: set as an attribute it would be put back with every change that comes in. */
export function begins(details: HTMLDetailsElement, open: boolean) {
  details.open = open;
}
