/**
 * The models of the pattern of life, one class each: what is remembered of one habit and how surprising the next observation of it
 * is. A habit is a plain state updated in place by (state, event, priors) alone; a further model (sequence, value, health,
 * presence, role link, mode, names) is one more class here and one more call in a stage.
 */
package dev.postern.life.habit;
