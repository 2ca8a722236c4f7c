/** What is said of each situation, in English; another language is a room beside this one. */
package dev.postern.analyst.situation.english;
