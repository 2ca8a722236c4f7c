package dev.postern.analyst;
