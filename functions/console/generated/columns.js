// Written by ConsoleFilesTest: the columns that a contact file may have and that exports have. Renew with -Dconsole.renew=true.
/** Names of columns. A name is normalised by NFKD, then only letters and digits are kept, in small letters. */
export const columns = {
    /** What a contact is made of; every other column is a variable. */
    fields: [
        'phone_number', 'contact_name', 'context', 'id', 'override_agent_name', 'override_agent_voice_id',
    ],
    /** Names of the column of the number, whatever it holds. */
    exactNumbers: [
        'contact', 'phone_number',
    ],
    /** Other names of a column of numbers, as normalised() gives them. */
    numbers: [
        'phone', 'phonenumber', 'phoneno', 'phone1value', 'phone1', 'mobile', 'mobileno', 'mobilenumber',
        'mobilephone', 'mobilephonenumber', 'cell', 'cellnumber', 'cellphone', 'cellphonenumber', 'contactnumber',
        'contactphone', 'contactphonenumber', 'contact', 'msisdn', 'number', 'tel', 'tel1', 'telno', 'telephone',
        'telephonenumber', 'whatsapp', 'whatsappnumber', 'telefono', 'telefono1', 'telefonocelular',
        'telefonodecelular', 'telefonodecontacto', 'telefonodelcliente', 'telefonodewhatsapp', 'telefonomovil',
        'telefonoprincipal', 'telefonowhatsapp', 'telcelular', 'telmovil', 'celular', 'celular1', 'celularwhatsapp',
        'cel', 'movil', 'movil1', 'numero', 'numerocelular', 'numerodecelular', 'numerodecontacto',
        'numerodelcelular', 'numerodemovil', 'numerodetelefono', 'numerodetelefonocelular', 'numerodetelefonomovil',
        'numerodewhatsapp', 'numeromovil', 'numerotelefonico', 'numerotelefono', 'numerowhatsapp', 'nodecelular',
        'nodetelefono', 'notelefono', 'ndetelefono', 'detelefono', 'contacto', 'contato', 'fone', 'fone1', 'telefone',
        'telefone1', 'telefonecelular', 'telefonedecontato', 'telefonemovel', 'telefoneprincipal', 'telemovel',
        'numerodetelefone', 'numerodotelefone', 'numerodocelular', 'numerodowhatsapp', 'numerodetelemovel',
    ],
    /** Of whole names, normalised. */
    fullNames: [
        'fullname', 'contactname', 'customername', 'clientname', 'leadname', 'nombrecompleto', 'nombreyapellido',
        'nombreyapellidos', 'nombresyapellidos', 'apellidoynombre', 'apellidosynombres', 'nombrecliente',
        'nombredelcliente', 'nombrecontacto', 'nombredecontacto', 'nombredelcontacto', 'nomecompleto', 'nomecliente',
        'nomedocliente', 'nomedocontato',
    ],
    /** Of given names, in the order in which they are looked for, normalised. */
    firstNames: [
        'firstname', 'givenname', 'nombre', 'nombres', 'primernombre', 'nome', 'primeironome',
    ],
    /** Normalised. */
    lastNames: [
        'lastname', 'familyname', 'surname', 'apellido', 'apellidos', 'apellidopaterno', 'primerapellido',
        'sobrenome', 'ultimonome',
    ],
    /** Normalised. */
    secondLastNames: [
        'apellidomaterno', 'segundoapellido',
    ],
    /** Of contacts; calls and billed_duration only of phone campaigns. A file with all of them is an export of ours. */
    exportedContacts: [
        'campaign_name', 'campaign_date', 'id', 'contact', 'name', 'context', 'status', 'retries', 'calls',
        'billed_duration', 'last_update', 'follow_up',
    ],
    /** Of calls and recordings. */
    exportedCalls: [
        'campaign_name', 'campaign_date', 'id', 'number_to', 'contact_name', 'type', 'status', 'answered_by',
        'created_at', 'started_at', 'ended_at', 'duration', 'billed_duration', 'recording_url',
    ],
    /** Of messages. */
    exportedMessages: [
        'campaign_name', 'campaign_date', 'id', 'number_to', 'contact_name', 'template', 'status', 'error', 'sent_at',
        'delivered_at', 'read_at',
    ],
    /** Added to those of calls and messages. */
    exportedConversations: [
        'sentiment', 'summary',
    ],
};
