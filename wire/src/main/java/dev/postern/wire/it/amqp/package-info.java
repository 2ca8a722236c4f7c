/** AMQP 0-9-1 (specification of 13 November 2008, sections 2.3, 4.2 and the class reference) and AMQP 1.0 (OASIS, parts 1, 2, 3 and 5). */
package dev.postern.wire.it.amqp;
