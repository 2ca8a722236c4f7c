package dev.postern.plant;
