package dev.postern.evaluate.baseline;

import java.util.SplittableRandom;

/**
 * Three layers, the middle one three quarters as wide, sigmoid, tied weights, one step of gradient descent for each vector; inputs are scaled to 0..1
 * by the least and most seen in training. The error is the root of the mean square.
 */
final class Autoencoder {
    private static final double RATE = 0.1;
    private static final double HIDDEN_SHARE = 0.75;

    private final int inputs;
    private final int hidden;
    private final double[] weights;
    private final double[] hiddenBias;
    private final double[] outputBias;
    private final double[] least;
    private final double[] most;

    Autoencoder(int inputs, long seed) {
        this.inputs = inputs;
        hidden = (int) Math.ceil(HIDDEN_SHARE * inputs);
        weights = new double[inputs * hidden];
        SplittableRandom dice = new SplittableRandom(seed);
        for (int i = 0; i < weights.length; i++) weights[i] = (2 * dice.nextDouble() - 1) / inputs;
        hiddenBias = new double[hidden];
        outputBias = new double[inputs];
        least = new double[inputs];
        most = new double[inputs];
        java.util.Arrays.fill(least, Double.POSITIVE_INFINITY);
        java.util.Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    /** The error before this vector was learned. */
    double train(double[] vector) {
        for (int i = 0; i < inputs; i++) {
            least[i] = Math.min(least[i], vector[i]);
            most[i] = Math.max(most[i], vector[i]);
        }
        double[] x = scaled(vector);
        double[] h = encode(x);
        double[] y = decode(h);
        double[] atOutput = new double[inputs];
        for (int i = 0; i < inputs; i++) atOutput[i] = x[i] - y[i];
        for (int j = 0; j < hidden; j++) {
            double back = 0;
            for (int i = 0; i < inputs; i++) back += weights[i * hidden + j] * atOutput[i];
            back *= h[j] * (1 - h[j]);
            for (int i = 0; i < inputs; i++) weights[i * hidden + j] += RATE * (x[i] * back + atOutput[i] * h[j]);
            hiddenBias[j] += RATE * back;
        }
        for (int i = 0; i < inputs; i++) outputBias[i] += RATE * atOutput[i];
        return rootMeanSquare(atOutput);
    }

    double error(double[] vector) {
        double[] x = scaled(vector);
        double[] y = decode(encode(x));
        for (int i = 0; i < inputs; i++) y[i] = x[i] - y[i];
        return rootMeanSquare(y);
    }

    private double[] scaled(double[] vector) {
        double[] x = new double[inputs];
        for (int i = 0; i < inputs; i++) x[i] = (vector[i] - least[i]) / (most[i] - least[i] + 1e-16);
        return x;
    }

    private double[] encode(double[] x) {
        double[] h = hiddenBias.clone();
        for (int i = 0; i < inputs; i++) for (int j = 0; j < hidden; j++) h[j] += weights[i * hidden + j] * x[i];
        for (int j = 0; j < hidden; j++) h[j] = sigmoid(h[j]);
        return h;
    }

    private double[] decode(double[] h) {
        double[] y = outputBias.clone();
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < hidden; j++) y[i] += weights[i * hidden + j] * h[j];
            y[i] = sigmoid(y[i]);
        }
        return y;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double rootMeanSquare(double[] values) {
        double sum = 0;
        for (double value : values) sum += value * value;
        return Math.sqrt(sum / values.length);
    }
}
