package dev.postern.capture;
