/** What looks after the machines: network management, logs, the directory and its logins, remote desktops and shells. */
package dev.postern.plant.management;
