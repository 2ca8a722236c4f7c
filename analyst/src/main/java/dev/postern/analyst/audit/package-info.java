/** The cold-start audit: a network that was compromised before anybody watched it is judged from the first hour on. */
package dev.postern.analyst.audit;
