/** Getting in and moving on: who answers for the names of others, and paths from host to host. */
package dev.postern.analyst.situation.intruder;
