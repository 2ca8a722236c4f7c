/** What devices say of the trouble they are in, and how unusual that is for them. Depends on {@code life.chance} and {@code life.habit}. */
package dev.postern.life.trouble;
