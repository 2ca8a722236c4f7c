/** What comes round: recipes each shift, archives each week, reports and trials each month, overhauls each year, guests now and then. */
package dev.postern.plant.year;
