package dev.postern.life;
