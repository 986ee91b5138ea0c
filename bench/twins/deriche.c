// Deriche's recursive smoothing filter, along the rows of an image and then along its columns
#include "twin.h"

void deriche(int w, int h, double alpha, const double* restrict imgIn, double* restrict imgOut, double* restrict y1,
             double* restrict y2) {
  double k = ((1 - exp(-alpha)) * (1 - exp(-alpha))) / (1 + 2 * alpha * exp(-alpha) - exp(2 * alpha));
  double a1 = k;
  double a5 = k;
  double a2 = k * exp(-alpha) * (alpha - 1);
  double a6 = a2;
  double a3 = k * exp(-alpha) * (alpha + 1);
  double a7 = a3;
  double a4 = -k * exp(-2 * alpha);
  double a8 = a4;
  double b1 = pow(2, -alpha);
  double b2 = -exp(-2 * alpha);
  double c1 = 1;
  double c2 = 1;
  for (int i = 0; i < w; i++) {
    double ym1 = 0;
    double ym2 = 0;
    double xm1 = 0;
    for (int j = 0; j < h; j++) {
      y1[i * h + j] = a1 * imgIn[i * h + j] + a2 * xm1 + b1 * ym1 + b2 * ym2;
      xm1 = imgIn[i * h + j];
      ym2 = ym1;
      ym1 = y1[i * h + j];
    }
  }
  for (int i = 0; i < w; i++) {
    double yp1 = 0;
    double yp2 = 0;
    double xp1 = 0;
    double xp2 = 0;
    for (int j = h - 1; j >= 0; j--) {
      y2[i * h + j] = a3 * xp1 + a4 * xp2 + b1 * yp1 + b2 * yp2;
      xp2 = xp1;
      xp1 = imgIn[i * h + j];
      yp2 = yp1;
      yp1 = y2[i * h + j];
    }
  }
  for (int i = 0; i < w; i++) {
    for (int j = 0; j < h; j++) {
      imgOut[i * h + j] = c1 * (y1[i * h + j] + y2[i * h + j]);
    }
  }
  for (int j = 0; j < h; j++) {
    double tm1 = 0;
    double ym1 = 0;
    double ym2 = 0;
    for (int i = 0; i < w; i++) {
      y1[i * h + j] = a5 * imgOut[i * h + j] + a6 * tm1 + b1 * ym1 + b2 * ym2;
      tm1 = imgOut[i * h + j];
      ym2 = ym1;
      ym1 = y1[i * h + j];
    }
  }
  for (int j = 0; j < h; j++) {
    double tp1 = 0;
    double tp2 = 0;
    double yp1 = 0;
    double yp2 = 0;
    for (int i = w - 1; i >= 0; i--) {
      y2[i * h + j] = a7 * tp1 + a8 * tp2 + b1 * yp1 + b2 * yp2;
      tp2 = tp1;
      tp1 = imgOut[i * h + j];
      yp2 = yp1;
      yp1 = y2[i * h + j];
    }
  }
  for (int i = 0; i < w; i++) {
    for (int j = 0; j < h; j++) {
      imgOut[i * h + j] = c2 * (y1[i * h + j] + y2[i * h + j]);
    }
  }
}

TWIN(deriche(INT(0), INT(1), F64(2), F64S(3), F64S(4), F64S(5), F64S(6)))
