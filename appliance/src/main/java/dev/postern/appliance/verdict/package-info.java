/** Why something was told, and what people say to it: commands, and what the console asks. */
package dev.postern.appliance.verdict;
