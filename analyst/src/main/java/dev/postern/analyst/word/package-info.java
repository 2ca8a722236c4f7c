/** What people said, and how it bears on what happens afterwards: words, announced work, budgets. Knows the model and the limits that the rooms share. */
package dev.postern.analyst.word;
