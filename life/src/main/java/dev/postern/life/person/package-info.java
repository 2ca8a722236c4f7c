/** The same for every account seen on the wire: which hosts, from where, over what, at which hours. */
package dev.postern.life.person;
