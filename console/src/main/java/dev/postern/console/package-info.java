/** The HTTPS console: certificate, login, JSON interface, live events and the page. The only room that knows HTTP. */
package dev.postern.console;
