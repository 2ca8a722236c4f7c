/** What people said, and how it bears on what happens afterwards: words, announced work, budgets. Knows the model alone. */
package dev.postern.analyst.word;
