/*
 * A plain loop in C: the seats of every contender under every set of alliances, d'Hondt within them too.
 *
 *     peer_partitions SEATS REPETITIONS VOTES...
 *
 * Prints the seconds of the fastest repetition, the number of sets, and the sum over all sets of each
 * contender's seats times its number. Ties are not found: the first of equals wins.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST = 16 };

static int contenders, seats;
static long long votes[MOST];
static int block_of[MOST], won[MOST];
static long long sets, checksum;

static void share_out(const double *strength, int number, int places, int *result)
{
    double quotient[MOST], total = 0;
    int wanted = places;
    for (int i = 0; i < number; i++)
        total += strength[i];
    /* Nobody has fewer seats than the whole part of its share. */
    for (int i = 0; i < number; i++) {
        result[i] = (int)(strength[i] * wanted / total);
        places -= result[i];
        quotient[i] = strength[i] / (result[i] + 1);
    }
    while (places-- > 0) {
        int best = 0;
        for (int i = 1; i < number; i++)
            if (quotient[i] > quotient[best])
                best = i;
        quotient[best] = strength[best] / (++result[best] + 1);
    }
}

static void count(int blocks)
{
    double joint[MOST] = {0};
    int outer[MOST];
    for (int i = 0; i < contenders; i++)
        joint[block_of[i]] += (double)votes[i];
    share_out(joint, blocks, seats, outer);
    for (int block = 0; block < blocks; block++) {
        double own[MOST];
        int member[MOST], inner[MOST], number = 0;
        for (int i = 0; i < contenders; i++)
            if (block_of[i] == block) {
                own[number] = (double)votes[i];
                member[number++] = i;
            }
        share_out(own, number, number == 1 ? 0 : outer[block], inner);
        if (number == 1)
            inner[0] = outer[block];
        for (int i = 0; i < number; i++)
            won[member[i]] = inner[i];
    }
    sets++;
    for (int i = 0; i < contenders; i++)
        checksum += (long long)won[i] * (i + 1);
}

static void ally(int contender, int blocks)
{
    if (contender == contenders) {
        count(blocks);
        return;
    }
    for (int block = 0; block <= blocks; block++) {
        block_of[contender] = block;
        ally(contender + 1, block == blocks ? blocks + 1 : blocks);
    }
}

int main(int given, char **arguments)
{
    double fastest = 1e9;
    contenders = given - 3;
    if (contenders < 1 || contenders > MOST)
        return 2;
    seats = atoi(arguments[1]);
    for (int i = 0; i < contenders; i++)
        votes[i] = atoll(arguments[3 + i]);
    for (int repetition = atoi(arguments[2]); repetition > 0; repetition--) {
        struct timespec start, stop;
        sets = checksum = 0;
        clock_gettime(CLOCK_MONOTONIC, &start);
        ally(0, 0);
        clock_gettime(CLOCK_MONOTONIC, &stop);
        double seconds = (stop.tv_sec - start.tv_sec) + (stop.tv_nsec - start.tv_nsec) / 1e9;
        if (seconds < fastest)
            fastest = seconds;
    }
    printf("%.6f %lld %lld\n", fastest, sets, checksum);
    return 0;
}
