/** How far the air gap holds: ways, attempts, inferences, and what can not be seen. It only says; nothing here changes what is known of devices. */
package dev.postern.analyst.gap;
