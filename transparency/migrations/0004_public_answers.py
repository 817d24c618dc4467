from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('transparency', '0002_information_requests'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='Fast kjennetegn i lenker og åpne data, for eksempel «tco-certified». Kan ikke endres senere.', max_length=80, unique=True, verbose_name='kode')),
                ('title', models.CharField(help_text='Det spørsmålet handler om, for eksempel «Kobolt i batterier».', max_length=200, verbose_name='tittel')),
                ('title_nb', models.CharField(help_text='Det spørsmålet handler om, for eksempel «Kobolt i batterier».', max_length=200, null=True, verbose_name='tittel')),
                ('title_en', models.CharField(help_text='Det spørsmålet handler om, for eksempel «Kobolt i batterier».', max_length=200, null=True, verbose_name='tittel')),
                ('slug', models.SlugField(help_text='Siste ledd i nettadressen, for eksempel «kobolt-i-batterier».', max_length=80, verbose_name='adresse')),
                ('slug_nb', models.SlugField(help_text='Siste ledd i nettadressen, for eksempel «kobolt-i-batterier».', max_length=80, null=True, verbose_name='adresse')),
                ('slug_en', models.SlugField(help_text='Siste ledd i nettadressen, for eksempel «kobolt-i-batterier».', max_length=80, null=True, verbose_name='adresse')),
                ('question', models.TextField(help_text='Kort gjengitt uten navn, arbeidssted og annet som kan vise hvem som spurte. Skriv det om om nødvendig.', max_length=1000, verbose_name='spørsmålet')),
                ('question_nb', models.TextField(help_text='Kort gjengitt uten navn, arbeidssted og annet som kan vise hvem som spurte. Skriv det om om nødvendig.', max_length=1000, null=True, verbose_name='spørsmålet')),
                ('question_en', models.TextField(help_text='Kort gjengitt uten navn, arbeidssted og annet som kan vise hvem som spurte. Skriv det om om nødvendig.', max_length=1000, null=True, verbose_name='spørsmålet')),
                ('answer', models.TextField(help_text='Svaret slik det ble gitt, uten opplysninger om enkeltpersoner.', verbose_name='svaret')),
                ('answer_nb', models.TextField(help_text='Svaret slik det ble gitt, uten opplysninger om enkeltpersoner.', null=True, verbose_name='svaret')),
                ('answer_en', models.TextField(help_text='Svaret slik det ble gitt, uten opplysninger om enkeltpersoner.', null=True, verbose_name='svaret')),
                ('answered_on', models.DateField(help_text='Dagen svaret ble sendt.', verbose_name='besvart')),
                ('topics', models.CharField(blank=True, help_text='Med komma mellom, for eksempel «batterier, mineraler, Kongo».', max_length=200, verbose_name='stikkord')),
                ('topics_nb', models.CharField(blank=True, help_text='Med komma mellom, for eksempel «batterier, mineraler, Kongo».', max_length=200, null=True, verbose_name='stikkord')),
                ('topics_en', models.CharField(blank=True, help_text='Med komma mellom, for eksempel «batterier, mineraler, Kongo».', max_length=200, null=True, verbose_name='stikkord')),
                ('case_number', models.CharField(blank=True, help_text='Vises ikke for publikum. For eksempel 2026-0014.', max_length=20, verbose_name='saksnummer')),
            ],
            options={
                'verbose_name': 'publisert svar',
                'verbose_name_plural': 'publiserte svar',
                'ordering': ('-answered_on', 'code'),
                'permissions': (('override_publicanswer', 'Kan publisere svar tross funn av personopplysninger'),),
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
            },
        ),
        migrations.CreateModel(
            name='RequestBudget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField()),
                ('share', models.CharField(max_length=32)),
                ('spent', models.PositiveIntegerField(default=0)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('hour', 'share'), name='one_budget_per_hour_and_share')],
            },
        ),
    ]
