/** Where the page is: the path of the address, so that every screen can be linked to. */
class Router {
  path = $state(location.pathname);

  constructor() {
    addEventListener('popstate', () => (this.path = location.pathname));
    addEventListener('click', (event) => {
      const link = (event.target as Element).closest?.('a');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      if (link.origin !== location.origin || link.hasAttribute('download') || link.target) return;
      event.preventDefault();
      this.go(link.pathname);
    });
  }

  go(path: string) {
    if (path === this.path) return;
    history.pushState(null, '', path);
    this.path = path;
    scrollTo(0, 0);
  }

  get parts(): string[] {
    return this.path.split('/').filter(Boolean).map(decodeURIComponent);
  }
}

export const router = new Router();
